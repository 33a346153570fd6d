import FlyingFox
import Foundation
import MediaBasics

/// Runware's front end over HTTP: `POST /v1` with an array of tasks.
struct RunwareHTTP: Sendable {
  let backend: Backend
  let address: ServerAddress

  func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    // Read before anything else: what stays in the connection would be taken for the next request.
    let body = try await request.bodyData
    guard request.method == .POST else { return HTTPResponse(statusCode: .methodNotAllowed) }
    let tasks = (try? MediaBasics.JSONValue(parsing: body))?.elements
    let kind = RunwareService.kind(of: tasks ?? [])
    await backend.journal.request(kind)
    let effect = await backend.faults.next(kind.faultPoint)
    return try await effect.apply(failing: Self.failure) {
      try await reply(to: tasks, key: RunwareAccess.key(inHeader: request.headers[.authorization]), effect)
    }
  }

  private func reply(
    to tasks: [MediaBasics.JSONValue]?, key: String?, _ effect: FaultEffect
  ) async throws -> HTTPResponse {
    guard let tasks else { return Self.respond(RunwareReply(errors: [.notAnArray])) }
    let access = RunwareAccess(refusedKey: backend.settings.refusedKey)
    if let failure = access.failure(of: key ?? RunwareAccess.key(in: tasks)) {
      return Self.respond(RunwareReply(errors: [failure]))
    }
    let service = RunwareService(backend: backend, address: address)
    return Self.respond(try await service.answer(tasks).spoiled(by: effect))
  }

  private static func respond(_ reply: RunwareReply) -> HTTPResponse {
    .json(reply.json, status: reply.httpStatus)
  }

  private static func failure(_ status: Int) -> HTTPResponse {
    .json(RunwareReply(errors: [.status(status)]).json, status: status)
  }
}

import FlyingFox
import Foundation
import MediaBasics

/// Runway's front end: everything under `/v1/`, and the storage that uploads go to.
struct RunwayHTTP: Sendable {
  /// The only version that the service takes.
  private static let version = "2024-11-06"

  let backend: Backend
  let address: ServerAddress

  func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    // Read before anything else: what stays in the connection would be taken for the next request.
    let body = try await request.bodyData
    let steps = request.path.split(separator: "/").dropFirst().map(String.init)
    let kind = Self.kind(of: request, steps)
    await backend.journal.request(kind)
    let effect = await backend.faults.next(kind.faultPoint)
    return try await effect.apply(failing: Self.failure) {
      do {
        return try await answer(request, steps, body)
      } catch let failure as RunwayFailure {
        return failure.response
      }
    }
  }

  private func answer(_ request: HTTPRequest, _ steps: [String], _ body: Data) async throws -> HTTPResponse {
    if request.path.hasPrefix(RunwayUploads.storagePath), request.method == .POST {
      return try await RunwayUploads(backend: backend, address: address)
        .fill(steps.last ?? "", form: body, contentType: request.headers[.contentType])
    }
    let key = RunwareAccess.key(inHeader: request.headers[.authorization])
    guard let key, !key.isEmpty, key != backend.settings.refusedKey else { throw RunwayFailure.unauthorized }
    guard request.headers[HTTPHeader("X-Runway-Version")] == Self.version else { throw RunwayFailure.wrongVersion }
    let tasks = RunwayTasks(backend: backend, address: address)
    switch (request.method, steps.first, steps.count) {
    case (.GET, "tasks", 2): return try await tasks.state(of: steps[1])
    case (.DELETE, "tasks", 2): return try await tasks.remove(steps[1])
    case (.GET, "organization", 1): return await RunwayOrganization(backend: backend).answer()
    case (.POST, "uploads", 1): return try RunwayUploads(backend: backend, address: address).begin(Self.json(body))
    case (.POST, let place?, 1):
      guard let endpoint = RunwayEndpoint(rawValue: place) else { throw RunwayFailure.notFound }
      return try await RunwayGeneration(backend: backend, address: address, endpoint: endpoint)
        .answer(Self.json(body))
    case (_, let place?, _) where Self.places.contains(place):
      throw RunwayFailure(status: 405, message: "Method not allowed.")
    default: throw RunwayFailure.notFound
    }
  }

  private static let places = RunwayEndpoint.allCases.map(\.rawValue) + ["tasks", "organization", "uploads"]

  private static func json(_ body: Data) throws -> MediaBasics.JSONValue {
    guard let json = try? MediaBasics.JSONValue(parsing: body) else { throw RunwayFailure.notJSON }
    return json
  }

  private static func kind(of request: HTTPRequest, _ steps: [String]) -> Journal.RequestKind {
    switch steps.first {
    case "tasks": request.method == .GET ? .poll : .other
    case "uploads", "storage": .upload
    case let place? where RunwayEndpoint(rawValue: place) != nil: .submit
    default: .other
    }
  }

  private static func failure(_ status: Int) -> HTTPResponse {
    RunwayFailure(status: status, message: "A fault that was asked for.").response
  }
}

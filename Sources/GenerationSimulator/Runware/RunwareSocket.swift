import FlyingFox
import Foundation
import MediaBasics

/// Runware's front end over a WebSocket: one connection, which authenticates once and then sends arrays of tasks.
///
/// A wrong key is told and the connection stays open: the service's own client never comes back from a closed one.
/// Results are pushed as soon as they are there, besides being told on a poll.
struct RunwareSocket: WSMessageHandler {
  let backend: Backend
  let address: ServerAddress

  func makeMessages(for client: AsyncStream<WSMessage>) async throws -> AsyncStream<WSMessage> {
    let (messages, continuation) = AsyncStream.makeStream(of: WSMessage.self)
    let connection = SocketConnection(backend: backend, address: address, out: continuation)
    let work = Task {
      await withDiscardingTaskGroup { group in
        for await message in client {
          guard let tasks = await connection.admitted(message) else { continue }
          group.addTask { await connection.answer(tasks) }
        }
        group.cancelAll()
      }
      continuation.finish()
    }
    continuation.onTermination = { _ in work.cancel() }
    return messages
  }
}

/// One client's connection: whether it has shown a good key, and the way back to it.
private actor SocketConnection {
  private let backend: Backend
  private let address: ServerAddress
  private let out: AsyncStream<WSMessage>.Continuation
  private var isAuthenticated = false

  init(backend: Backend, address: ServerAddress, out: AsyncStream<WSMessage>.Continuation) {
    self.backend = backend
    self.address = address
    self.out = out
  }

  /// Sees to a message's authentication and gives the tasks that are left to answer.
  func admitted(_ message: WSMessage) -> [MediaBasics.JSONValue]? {
    guard let tasks = Self.tasks(in: message) else {
      if case .close = message { return nil }
      send(RunwareReply(errors: [.notAnArray]))
      return nil
    }
    if tasks.first?["taskType"]?.text == "authentication" { authenticate(tasks) }
    let rest = tasks.filter { $0["taskType"]?.text != "authentication" }
    guard !rest.isEmpty else { return nil }
    guard isAuthenticated else {
      // The service's client pings before its key has been answered.
      let isPing = rest.allSatisfy { $0["taskType"]?.text == "ping" }
      if !isPing { send(RunwareReply(errors: [.missingKey])) }
      return nil
    }
    return rest
  }

  /// Answers tasks, and pushes the results of those that will be done later.
  func answer(_ tasks: [MediaBasics.JSONValue]) async {
    let kind = RunwareService.kind(of: tasks)
    await backend.journal.request(kind)
    let effect = await backend.faults.next(kind.faultPoint)
    switch effect {
    case .reset, .redirect, .endless: return out.finish()
    case .status(let status): return fail(tasks, with: .status(status))
    case .html: return fail(tasks, with: .status(502))
    case .stall(let seconds): try? await Task.sleep(for: .seconds(seconds))
    default: break
    }
    let service = RunwareService(backend: backend, address: address)
    guard let reply = try? await service.answer(tasks).spoiled(by: effect) else { return }
    switch effect {
    case .lost: out.finish()
    case .brokenJSON: sendBroken(reply)
    default:
      if !reply.data.isEmpty || !reply.errors.isEmpty { send(reply) }
    }
    await push(reply)
  }

  private func authenticate(_ tasks: [MediaBasics.JSONValue]) {
    let access = RunwareAccess(refusedKey: backend.settings.refusedKey)
    if let failure = access.failure(of: RunwareAccess.key(in: tasks)) {
      isAuthenticated = false
      return send(RunwareReply(errors: [failure]))
    }
    isAuthenticated = true
    let earlier = tasks.first?["connectionSessionUUID"]?.text.flatMap(UUID.init(uuidString:))
    let session = (earlier ?? UUID()).uuidString.lowercased()
    send(RunwareReply(data: [["taskType": "authentication", "connectionSessionUUID": .string(session)]]))
  }

  /// Waits for the tasks that a reply acknowledges and sends how they ended.
  private func push(_ reply: RunwareReply) async {
    let report = TaskReport(backend: backend, address: address)
    for item in reply.data where item["status"] == nil {
      guard RunwareService.laterTypes.contains(item["taskType"]?.text ?? ""), let id = item["taskUUID"]?.text,
        (try? await backend.tasks.settled(id)) != nil
      else {
        continue
      }
      send(await report.state(of: id))
    }
  }

  private func fail(_ tasks: [MediaBasics.JSONValue], with failure: RunwareFailure) {
    let failures = tasks.flatMap { TaskObject($0).attributed([failure]) }
    send(RunwareReply(errors: failures))
  }

  private func send(_ reply: RunwareReply) {
    guard let text = try? reply.json.data() else { return }
    out.yield(.text(String(decoding: text, as: UTF8.self)))
  }

  private func sendBroken(_ reply: RunwareReply) {
    guard let text = try? reply.json.data() else { return }
    out.yield(.text(String(decoding: text.prefix(text.count / 2), as: UTF8.self)))
  }

  private static func tasks(in message: WSMessage) -> [MediaBasics.JSONValue]? {
    switch message {
    case .text(let text): (try? MediaBasics.JSONValue(parsing: Data(text.utf8)))?.elements
    case .data(let data): (try? MediaBasics.JSONValue(parsing: data))?.elements
    case .close: nil
    }
  }
}

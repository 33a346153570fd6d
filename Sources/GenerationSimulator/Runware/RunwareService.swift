import Foundation
import MediaBasics

/// Answers arrays of Runware tasks, however they came: over HTTP or over a WebSocket.
struct RunwareService: Sendable {
  /// What a task is answered with.
  enum Answer {
    case items([JSONValue])
    /// The items of that generation, as soon as it is done.
    case whenDone(taskID: String)
  }

  let backend: Backend
  let address: ServerAddress

  /// The types of task that are accepted first and done later.
  static let laterTypes = ["videoInference"] + VideoTool.Kind.allCases.map(\.rawValue)

  private static let taskTypes =
    [
      "accountManagement", "getResponse", "getTaskDetails", "imageUpload", "mediaStorage", "modelSearch", "ping",
    ] + laterTypes

  /// Answers every task; one that fails leaves the others alone.
  ///
  /// - Throws: `CancellationError`, where the simulator is stopped while a task is waited for.
  func answer(_ tasks: [JSONValue]) async throws -> RunwareReply {
    var reply = RunwareReply()
    var waiting: [String] = []
    for task in tasks where task["taskType"]?.text != "authentication" {
      do {
        switch try await answer(task) {
        case .items(let items): reply.data += items
        case .whenDone(let id): waiting.append(id)
        }
      } catch let failures as RunwareFailures {
        reply.errors += TaskObject(task).attributed(failures.items)
      } catch {
        reply.errors += TaskObject(task).attributed([.fault(error)])
      }
    }
    for id in waiting {
      _ = try await backend.tasks.settled(id)
      let state = await TaskReport(backend: backend, address: address).state(of: id)
      reply.data += state.data
      reply.errors += state.errors
    }
    return reply
  }

  private func answer(_ json: JSONValue) async throws -> Answer {
    var task = TaskObject(json)
    switch task.type {
    case "ping": return .items([["taskType": "ping", "pong": true]])
    case "videoInference": return try await take(&task, by: VideoInference(backend: backend, address: address))
    case "getResponse": return .items(try await TaskReport(backend: backend, address: address).answer(task))
    case "getTaskDetails": return .items(try await TaskReport(backend: backend, address: address).details(task))
    case "imageUpload": return .items([try await MediaTask(backend: backend, address: address).uploadImage(&task)])
    case "mediaStorage": return .items([try await MediaTask(backend: backend, address: address).store(&task)])
    case "accountManagement": return .items([try await AccountTask(backend: backend).answer(&task)])
    case "modelSearch": return .items([try ModelSearch(catalog: backend.settings.catalog).answer(&task)])
    case "": throw RunwareFailures(.missing("taskType", type: "string"))
    case let type where VideoTool.Kind(rawValue: type) != nil:
      return try await take(&task, by: VideoTool(backend: backend, address: address))
    default: throw RunwareFailures(.unsupportedTaskType(task.type, known: Self.taskTypes))
    }
  }

  private func take(_ task: inout TaskObject, by paid: some PaidTask) async throws -> Answer {
    let answer = try await paid.answer(&task)
    await arrangeWebhook(of: task)
    return answer
  }

  private func arrangeWebhook(of task: TaskObject) async {
    guard let url = task.value("webhookURL")?.text.flatMap({ URL(string: $0) }) else { return }
    await backend.webhooks.call(url, about: task.id, report: TaskReport(backend: backend, address: address))
  }

  /// What a request is about, by its most weighty task.
  static func kind(of tasks: [JSONValue]) -> Journal.RequestKind {
    let types = Set(tasks.compactMap { $0["taskType"]?.text })
    if !types.isDisjoint(with: laterTypes) { return .submit }
    if types.contains("getResponse") { return .poll }
    if types.contains("imageUpload") || types.contains("mediaStorage") { return .upload }
    return .other
  }
}

import Foundation
import MediaBasics

/// Tells how generations stand: `getResponse` and `getTaskDetails`.
struct TaskReport: Sendable {
  let backend: Backend
  let address: ServerAddress

  /// Answers `getResponse`: the task's items, or its failure.
  func answer(_ task: TaskObject) async throws -> [JSONValue] {
    if let failure = task.idFailure { throw RunwareFailures(failure) }
    await backend.journal.polled(task.id)
    let state = await state(of: task.id)
    guard state.errors.isEmpty else { throw RunwareFailures(state.errors) }
    return state.data
  }

  /// Answers `getTaskDetails`: the request as it came, and what answers it now.
  func details(_ task: TaskObject) async throws -> [JSONValue] {
    if let failure = task.idFailure { throw RunwareFailures(failure) }
    guard let known = await backend.tasks.task(task.id) else { throw RunwareFailures(.taskNotFound) }
    let state = await state(of: task.id)
    return [
      [
        "taskType": "getTaskDetails", "taskUUID": .string(task.id), "request": .array([known.request]),
        "response": state.json,
      ]
    ]
  }

  /// What there is to tell of a task now.
  func state(of id: String) async -> RunwareReply {
    guard let task = await backend.tasks.task(id), let phase = await backend.tasks.phase(of: id) else {
      return backend.settings.unknownTask == .empty ? RunwareReply() : RunwareReply(errors: [.taskNotFound])
    }
    switch phase {
    case .waiting: return processing(task, progress: 0)
    case .running(let progress): return processing(task, progress: progress)
    case .failed(let failure):
      return RunwareReply(errors: [
        RunwareFailure(
          code: failure.code, message: failure.message, taskUUID: task.id, taskType: task.type,
          afterAcceptance: true)
      ])
    case .succeeded:
      if let text = task.text { return RunwareReply(data: [caption(text, of: task)]) }
      var items: [JSONValue] = []
      for clip in task.clips { items += await item(clip, of: task).map { [$0] } ?? [] }
      return RunwareReply(data: items)
    }
  }

  private func processing(_ task: SimulatedTask, progress: Double) -> RunwareReply {
    RunwareReply(data: [
      [
        "taskType": .string(task.type), "taskUUID": .string(task.id), "status": "processing",
        "progress": .integer(Int64(progress * 100)),
      ]
    ])
  }

  private func caption(_ text: String, of task: SimulatedTask) -> JSONValue {
    .object(present: [
      "taskType": .string(task.type), "taskUUID": .string(task.id), "status": "success", "text": .string(text),
      "cost": cost(of: task),
    ])
  }

  private func cost(of task: SimulatedTask) -> JSONValue? {
    task.tellsCost ? .number((task.costPerClip as NSDecimalNumber).doubleValue) : nil
  }

  private func item(_ clip: SimulatedTask.Clip, of task: SimulatedTask) async -> JSONValue? {
    guard let asset = await backend.media.asset(clip.id) else { return nil }
    return .object(present: [
      "taskType": .string(task.type),
      "taskUUID": .string(task.id),
      "status": "success",
      "videoUUID": .string(clip.id),
      "videoURL": .string(address.file(asset, expires: await expiry(of: task))),
      "seed": clip.seed > UInt64(Int64.max) ? .unsigned(clip.seed) : .integer(Int64(clip.seed)),
      "cost": cost(of: task),
      "NSFWContent": task.request["safety"] == nil ? nil : false,
    ])
  }

  private func expiry(of task: SimulatedTask) async -> Date? {
    if case .expire(let seconds) = await backend.faults.next(.url) { return Date(timeIntervalSinceNow: seconds) }
    return task.request["ttl"]?.double.map { task.due.addingTimeInterval($0) }
  }
}

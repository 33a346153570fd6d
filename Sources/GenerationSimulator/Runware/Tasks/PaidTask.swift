import MediaBasics

/// Takes requests that end in a clip or in a text, and cost.
protocol PaidTask: Sendable {
  var backend: Backend { get }

  /// Checks a request whole and begins its work.
  ///
  /// - Returns: whether its sender waits for the result.
  /// - Throws: `RunwareFailures` with all that is wrong with it.
  func accept(_ task: inout TaskObject) async throws -> Bool
}

extension PaidTask {
  /// Acknowledges a request or promises its result, and writes down what became of it.
  func answer(_ task: inout TaskObject) async throws -> RunwareService.Answer {
    do {
      let waits = try await accept(&task)
      await note(task, refusals: [])
      await backend.journal.inFlight(backend.tasks.inFlight())
      if waits { return .whenDone(taskID: task.id) }
      return .items([["taskType": .string(task.type), "taskUUID": .string(task.id)]])
    } catch let failures as RunwareFailures {
      await note(task, refusals: failures.items.map(\.code))
      throw failures
    }
  }

  private func note(_ task: TaskObject, refusals: [String]) async {
    await backend.journal.task(
      task.id, type: task.type, model: task.json["model"]?.text, request: task.json.shortened, refusals: refusals)
  }
}

import GenerationClient
import MediaBasics

extension Generator {
  /// Stops a task at the service, and notes that it is over.
  ///
  /// - Throws: `workflow.other-service` where the task lives elsewhere; `workflow.not-cancelled` where it is over
  ///   already or the service can't stop it.
  public func cancel(_ task: GenerationTask) async throws -> GenerationTask {
    guard task.scope == provider.scope else { throw WorkflowError.otherService(task, provider.scope) }
    guard task.stage == .accepted, try await provider.cancel(task.remoteID) else {
      throw WorkflowError.notCancelled(task)
    }
    return try await ledger.advance(task, to: .failed) { $0.failure = WorkflowError.cancelled($0).report }
  }
}

extension WorkflowError {
  static func cancelled(_ task: GenerationTask) -> WorkflowError {
    WorkflowError(
      "cancelled", .refused, "\(task.label): task \(task.remoteID) was cancelled.",
      hint: "Run the command that asked for it again to have it made after all.", details: ["task": .string(task.id)])
  }

  static func notCancelled(_ task: GenerationTask) -> WorkflowError {
    let reason =
      switch task.stage {
      case .accepted: "at \(task.scope) it is over, or can't be stopped"
      // Whoever is at it may be sending it at this moment.
      case .waiting: "it waits to be sent"
      default: "it is \(task.stage.rawValue) already"
      }
    let isOver = [.fetched, .failed].contains(task.stage)
    return WorkflowError(
      "not-cancelled", .refused, "Task \(task.id) can't be cancelled: \(reason).",
      hint: isOver
        ? "'rwmedia task show \(task.id)' tells what became of it."
        : "'rwmedia task wait \(task.id)' goes on with it; Ctrl-C stops a command that is at it.",
      details: ["task": .string(task.id), "stage": .string(task.stage.rawValue)])
  }
}

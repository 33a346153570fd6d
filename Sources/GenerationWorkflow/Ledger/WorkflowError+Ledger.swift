import MediaBasics

extension WorkflowError {
  /// - Parameter name: the file, or the server's address without its password.
  static func ledger(
    _ name: String, _ reason: String, kind: FailureKind = .cannotWrite, hint: String
  ) -> WorkflowError {
    WorkflowError(
      "ledger", kind, "The ledger '\(name)' can't be used: \(reason).", hint: hint, details: ["file": .string(name)])
  }

  static func noTask(_ id: String, _ ledger: String) -> WorkflowError {
    WorkflowError(
      "no-task", .missingInput, "The ledger '\(ledger)' has no task '\(id)'.",
      hint: "Name the ledger of the run that made it with --ledger.", details: ["task": .string(id)])
  }

  static func stage(_ task: GenerationTask, _ stage: TaskStage) -> WorkflowError {
    WorkflowError(
      "stage", .internalFault,
      "Task \(task.id) is \(task.stage.rawValue) and can't become \(stage.rawValue).",
      hint: "Please report this with the ledger file.", details: ["task": .string(task.id)])
  }

  static func leaseLost(_ ledger: String) -> WorkflowError {
    WorkflowError(
      "lease-lost", .stopped,
      "This process was out of touch with the ledger '\(ledger)' for so long that others may go on with its jobs.",
      hint: "Run the same command again; nothing is bought twice.", details: ["file": .string(ledger)])
  }
}

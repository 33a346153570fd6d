import Foundation
import GRDB
import MediaBasics

extension WorkflowError {
  static func ledger(_ file: URL, _ error: any Error) -> WorkflowError {
    let full = (error as? DatabaseError)?.resultCode == .SQLITE_FULL
    return WorkflowError(
      "ledger", .cannotWrite, "The ledger '\(file.relativePath)' can't be used: \(error.localizedDescription).",
      hint: full
        ? "Free some disk space and run again; nothing was lost."
        : "Check the file and its folder, or name another with --ledger.",
      details: ["file": .string(file.relativePath)])
  }

  static func noTask(_ id: String, _ file: URL) -> WorkflowError {
    WorkflowError(
      "no-task", .missingInput, "The ledger '\(file.relativePath)' has no task '\(id)'.",
      hint: "Name the ledger of the run that made it with --ledger.", details: ["task": .string(id)])
  }

  static func stage(_ task: GenerationTask, _ stage: TaskStage) -> WorkflowError {
    WorkflowError(
      "stage", .internalFault,
      "Task \(task.id) is \(task.stage.rawValue) and can't become \(stage.rawValue).",
      hint: "Please report this with the ledger file.", details: ["task": .string(task.id)])
  }
}

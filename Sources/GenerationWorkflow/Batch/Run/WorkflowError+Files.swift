import Foundation
import MediaBasics

extension WorkflowError {
  /// What the system says where a job's files can't be made; `nil` for what has nothing to do with files.
  static func files(_ job: ManifestJob, _ error: any Error) -> WorkflowError? {
    let cocoa = error as? CocoaError
    guard error is POSIXError || cocoa?.isFileError ?? false else { return nil }
    let file = cocoa?.filePath
    return WorkflowError(
      "files", .cannotWrite,
      "Job '\(job.id)' can't write \(file.map { "'\($0)'" } ?? "its files"): \(SystemReason.text(of: error)).",
      hint: "Check free space, permissions, and that no file stands where a folder should; then run again.",
      details: file.map { ["file": .string($0)] } ?? [:])
  }
}

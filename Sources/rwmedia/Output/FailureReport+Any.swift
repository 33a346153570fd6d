import ArgumentParser
import Foundation
import MediaBasics

extension FailureReport {
  /// Any error, as it is told; one that no module of ours made is a fault of ours.
  init(_ error: any Error) {
    if let reported = error as? any ReportedError {
      self = reported.report
    } else if let error = error as? ValidationError {
      self = .usage(error.message)
    } else if error is CancellationError {
      self = .interrupted(goesOn: false)
    } else if let cocoa = error as? CocoaError, cocoa.isFileError {
      let path = cocoa.userInfo["NSDestinationFilePath"] as? String ?? cocoa.filePath ?? cocoa.url?.path
      self = .unwritable(path, cocoa.localizedDescription)
    } else if let system = error as? POSIXError {
      self = .unwritable(nil, system.localizedDescription)
    } else {
      self.init(
        code: "internal", kind: .internalFault, message: "Something went wrong that should not: \(error).",
        hint: "Please report this with the command that you ran and what 'rwmedia doctor' prints.")
    }
  }

  private static func unwritable(_ path: String?, _ reason: String) -> FailureReport {
    FailureReport(
      code: "file.unwritable", kind: .cannotWrite, message: path.map { "'\($0)': \(reason)" } ?? reason,
      hint: "Check free space and permissions.", details: path.map { ["file": .string($0)] } ?? [:])
  }

  /// The user's Ctrl-C.
  static func interrupted(goesOn: Bool) -> FailureReport {
    FailureReport(
      code: "interrupted", kind: .interrupted,
      message: goesOn ? "Interrupted; what was done so far is saved." : "Interrupted.",
      hint: goesOn
        ? "Run the same command again to go on."
        : "Files that were finished are whole; no others were left behind. Run the same command again for the rest.")
  }

  /// Wrong arguments.
  static func usage(_ message: String) -> FailureReport {
    FailureReport(
      code: "usage", kind: .usage, message: message, hint: "See 'rwmedia help' and 'rwmedia COMMAND --help'.")
  }
}

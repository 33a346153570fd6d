public import MediaBasics
import MediaEngine

/// Why a generation, a chain or the record of either can't go on.
public struct WorkflowError: ReportedError {
  /// What was given, what is allowed, what to do.
  public let report: FailureReport

  init(
    _ code: String, _ kind: FailureKind, _ message: String, hint: String? = nil, details: [String: JSONValue] = [:]
  ) {
    report = FailureReport(
      code: "workflow.\(code)", kind: kind, message: message, hint: hint, details: details)
  }

  static func option(_ name: String, given: String, allowed: String) -> WorkflowError {
    WorkflowError(
      "option", .usage, "The option \(name) is \(given); it must be \(allowed).", hint: "Choose another value.",
      details: ["given": .string(given), "allowed": .string(allowed)])
  }

  /// Refuses a quality that no encoder takes, before anything is bought.
  static func check(quality: Int) throws(WorkflowError) {
    let range = TranscodeOptions.qualities
    guard range.contains(quality) else {
      throw .option("quality", given: "\(quality)", allowed: "\(range.lowerBound)…\(range.upperBound)")
    }
  }

  /// A failure that was told before.
  init(_ report: FailureReport) {
    self.report = report
  }
}

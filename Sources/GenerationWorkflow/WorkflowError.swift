public import MediaBasics

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

  /// A failure that was told before.
  init(_ report: FailureReport) {
    self.report = report
  }
}

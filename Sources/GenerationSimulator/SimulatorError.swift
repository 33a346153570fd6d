public import MediaBasics

/// Why a simulator can't be set up or started.
public struct SimulatorError: ReportedError {
  /// What was given, what is allowed, what to do.
  public let report: FailureReport

  private init(
    _ code: String, _ kind: FailureKind, _ message: String, hint: String, details: [String: JSONValue] = [:]
  ) {
    report = FailureReport(
      code: "simulator.\(code)", kind: kind, message: message, hint: hint, details: details)
  }

  static func fault(_ rule: String, _ problem: String, allowed: String) -> SimulatorError {
    SimulatorError(
      "fault", .usage, "The fault '\(rule)' can't be read: \(problem).",
      hint: "Allowed: \(allowed). A fault is POINT:EFFECT[=ARGUMENT][@WHEN], such as submit:reset@3 or poll:503@5%.",
      details: ["given": .string(rule), "allowed": .string(allowed)])
  }

  static func port(_ port: UInt16, _ reason: String) -> SimulatorError {
    SimulatorError(
      "port", .unavailable, "The simulator can't listen on 127.0.0.1, port \(port): \(reason).",
      hint: "Choose another port, or 0 for any free one.", details: ["given": .integer(Int64(port))])
  }

  static func latency(_ seconds: Double) -> SimulatorError {
    SimulatorError(
      "latency", .usage, "A task can't take \(seconds) s.", hint: "Give the latency as 0 or more seconds.",
      details: ["given": .string("\(seconds)")])
  }

  static func folder(_ folder: String, _ reason: String) -> SimulatorError {
    SimulatorError(
      "folder", .cannotWrite, "The simulator can't keep its files in '\(folder)': \(reason).",
      hint: "Name a folder that can be written to.", details: ["given": .string(folder)])
  }

  static func noSize(_ model: String) -> SimulatorError {
    SimulatorError(
      "size", .internalFault, "No size is known for a clip of \(model).", hint: "Name a size in the request.")
  }
}

/// What kind of failure it was: decides the exit code and whether running again can help.
public enum FailureKind: String, Sendable, Hashable, Codable {
  /// Wrong arguments.
  case usage
  /// An input file is not what it should be.
  case badInput
  /// An input file is missing or unreadable.
  case missingInput
  /// The provider is out of reach or kept failing.
  case unavailable
  /// A fault of ours.
  case internalFault
  /// The output can't be written.
  case cannotWrite
  /// Stopped part-way; running again goes on.
  case stopped
  /// The provider refused the request, or the task failed for good.
  case refused
  /// The key is missing or was refused.
  case key
  /// A manifest, preset, model file or setting is wrong.
  case configuration
  /// The user interrupted.
  case interrupted
}

/// One failure, as people and programs are told it: what was given, what was expected, what to do.
public struct FailureReport: Sendable, Hashable, Codable {
  /// A stable dotted word, such as `media.truncated`.
  public var code: String
  /// The kind of failure.
  public var kind: FailureKind
  /// What was tried and found, and what is allowed: one or two sentences.
  public var message: String
  /// What to do about it.
  public var hint: String?
  /// The values of the message, for programs: `given`, `allowed`, `file`, `providerCode` and so on.
  public var details: [String: JSONValue]

  /// A failure with its parts.
  public init(
    code: String, kind: FailureKind, message: String, hint: String? = nil, details: [String: JSONValue] = [:]
  ) {
    self.code = code
    self.kind = kind
    self.message = message
    self.hint = hint
    self.details = details
  }
}

extension FailureReport: CustomStringConvertible {
  /// The message, then the hint.
  public var description: String { hint.map { "\(message) \($0)" } ?? message }
}

/// An error that tells itself as a ``FailureReport``; each module has one type of its own.
public protocol ReportedError: Error, CustomStringConvertible {
  /// The failure, as people and programs are told it.
  var report: FailureReport { get }
}

extension ReportedError {
  /// The report's message and hint.
  public var description: String { report.description }
}

public import MediaBasics

/// Why a media file can't be read, changed or written.
///
/// Each area adds its factories in a file of its own (`MediaError+AV.swift`, `MediaError+Vips.swift`).
public struct MediaError: ReportedError {
  /// What was given, what is allowed, what to do.
  public let report: FailureReport

  init(
    _ code: String, _ kind: FailureKind, file: String? = nil, _ message: String, hint: String? = nil,
    details: [String: JSONValue] = [:]
  ) {
    var details = details
    if let file { details["file"] = .string(file) }
    report = FailureReport(code: "media.\(code)", kind: kind, message: message, hint: hint, details: details)
  }
}

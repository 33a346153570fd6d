/// Why a duration, a rate or a frame position makes no sense.
public struct TimelineError: ReportedError {
  /// What was given, what is allowed, what to do.
  public let report: FailureReport

  private init(_ code: String, _ message: String, given: JSONValue, allowed: JSONValue, hint: String) {
    report = FailureReport(
      code: "timeline.\(code)", kind: .usage, message: message, hint: hint,
      details: ["given": given, "allowed": allowed])
  }

  static func duration(given: Rational) -> TimelineError {
    TimelineError(
      "duration", "The duration is \(given) s; it must be above 0.", given: .string("\(given)"),
      allowed: "above 0", hint: "Give seconds, such as 6, 7.5 or 1001/240.")
  }

  static func fps(given: Rational) -> TimelineError {
    TimelineError(
      "fps", "The frame rate is \(given); it must be above 0.", given: .string("\(given)"), allowed: "above 0",
      hint: "Give frames a second, such as 24, 29.97 or 24000/1001.")
  }

  static func frames(given: String) -> TimelineError {
    TimelineError(
      "frames", "\(given) makes no clip; 1 to \(Timeline.mostFrames) frames are possible.",
      given: .string(given), allowed: .string("1…\(Timeline.mostFrames)"),
      hint: "Choose another duration or frame rate.")
  }

  static func images(given: Int, totalFrames: Int) -> TimelineError {
    TimelineError(
      "images",
      "\(given) frame images were given for a clip of \(totalFrames) frames; 1 to \(totalFrames) have a place.",
      given: .integer(Int64(given)), allowed: .string("1…\(totalFrames)"),
      hint: "Give fewer images or a longer clip.")
  }

  static func position(given: FramePosition, totalFrames: Int) -> TimelineError {
    TimelineError(
      "position",
      "Frame position \(given) lies outside the clip; its \(totalFrames) frames are 0 … \(totalFrames - 1).",
      given: .string("\(given)"), allowed: .string("0…\(totalFrames - 1)"),
      hint: "Use first (0), last (\(totalFrames - 1)) or a number between.")
  }

  static func conflict(
    _ one: FramePosition, _ other: FramePosition, index: Int, totalFrames: Int
  ) -> TimelineError {
    TimelineError(
      "conflict", "Frame positions \(other) and \(one) are both frame \(index); positions must differ.",
      given: .string("\(other), \(one)"), allowed: .string("0…\(totalFrames - 1), each once"),
      hint: "Move one of them to another frame of 0 … \(totalFrames - 1).")
  }
}

import MediaBasics

extension MediaError {
  static func noFrames(given: Int) -> MediaError {
    MediaError(
      "frames", .usage, "\(given) frames make no clip; at least 1 is needed.", hint: "Ask for 1 frame or more.",
      details: ["given": .integer(Int64(given)), "allowed": .string("1 or more")])
  }

  static func noRate(given: Rational) -> MediaError {
    MediaError(
      "rate", .usage,
      "The frame rate is \(given); \(OutputRate.range.lowerBound) to \(OutputRate.range.upperBound) frames a second are possible.",
      hint: "Give frames a second, such as 24, 29.97 or 24000/1001.",
      details: [
        "given": .string("\(given)"),
        "allowed": .string("\(OutputRate.range.lowerBound)…\(OutputRate.range.upperBound)"),
      ])
  }

  /// A clip whose rate no output can have: its times are damaged.
  static func clipRate(_ file: String, given: Rational) -> MediaError {
    MediaError(
      "clip-rate", .badInput, file: file,
      "'\(file)' has \(given.doubleValue) frames a second by its times; \(OutputRate.range.lowerBound) to \(OutputRate.range.upperBound) are possible.",
      hint: "Its times may be damaged: get the file again.", details: ["given": .string("\(given)")])
  }

  static func notImage(_ file: String) -> MediaError {
    MediaError(
      "not-image", .badInput, file: file, "'\(file)' is no PNG, JPEG or WEBP image.",
      hint: "Prepare the image first (rwmedia prepare), which reads many more formats.")
  }

  static func renderingStopped(at index: Int, of total: Int) -> MediaError {
    MediaError(
      "rendering", .internalFault, "Rendering stopped at frame \(index) of \(total): the filters gave no more.",
      hint: "This is a fault of rwmedia: please report it with the command and its images.")
  }
}

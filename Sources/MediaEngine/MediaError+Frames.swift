import MediaBasics

extension MediaError {
  static func frameRange(_ file: String, given: Int, frames: Int) -> MediaError {
    MediaError(
      "frame-range", .usage, file: file,
      "Frame \(given) lies outside '\(file)'; its \(frames) frames are 0 … \(frames - 1).",
      hint: "Choose a number of 0 … \(frames - 1), or ask for the last frame.",
      details: ["given": .integer(Int64(given)), "allowed": .string("0…\(frames - 1)")])
  }

  static func frameTime(_ file: String, given: Rational, seconds: Rational) -> MediaError {
    let end = (seconds.doubleValue * 1000).rounded() / 1000
    let asked = (given.doubleValue * 1000).rounded() / 1000
    return MediaError(
      "frame-time", .usage, file: file, "\(asked) s lies outside '\(file)', which lasts 0 … \(end) s.",
      hint: "Choose a time of 0 … \(end) s, or ask for the last frame.",
      details: ["given": .string("\(given)"), "allowed": .string("0…\(end)")])
  }

  static func frameCount(_ file: String, given: Int, frames: Int) -> MediaError {
    MediaError(
      "frame-count", .usage, file: file,
      "\(given) frames were asked of '\(file)', which has \(frames); 1 to \(frames) can be spread over it.",
      hint: given < 1 ? "Ask for at least 1 frame." : "Ask for fewer frames.",
      details: ["given": .integer(Int64(given)), "allowed": .string("1…\(frames)")])
  }

  static func frameLost(_ file: String, index: Int, frames: Int) -> MediaError {
    MediaError(
      "frame-lost", .badInput, file: file,
      "Frame \(index) of '\(file)' can't be decoded, though the file lists \(frames) frames.",
      hint: "The file is damaged there: get it again, or choose another frame.",
      details: ["frame": .integer(Int64(index))])
  }

  static func highDynamicRange(_ file: String, transfer: String) -> MediaError {
    MediaError(
      "hdr", .badInput, file: file,
      "'\(file)' is HDR video (\(transfer)); its colours would come out wrong in an 8-bit image.",
      hint: "Convert it to SDR (BT.709) with tone mapping first.", details: ["transfer": .string(transfer)])
  }

  static func pictureSize(_ file: String, width: Int, height: Int) -> MediaError {
    MediaError(
      "picture-size", .badInput, file: file,
      "'\(file)' has frames of \(width) × \(height), which make no picture of 1 to \(PixelSize.longestSide) a side.",
      hint: "Check the file's sample aspect ratio; convert it to square pixels first.")
  }

  static func unknownMatrix(_ file: String, matrix: String) -> MediaError {
    MediaError(
      "color-matrix", .badInput, file: file,
      "'\(file)' uses the colour matrix \(matrix), which can't be converted exactly to RGB.",
      hint: "Convert it to BT.709 first.", details: ["matrix": .string(matrix)])
  }

  static func folder(_ folder: String, _ reason: String) -> MediaError {
    MediaError(
      "folder", .cannotWrite, file: folder, "The folder '\(folder)' can't be made: \(reason).",
      hint: "Choose another place for the frames.")
  }

  static func imageSide(given: Int) -> MediaError {
    MediaError(
      "image-side", .usage, "The longest side is \(given) pixels; it must be at least 1.",
      hint: "Leave it out to keep the video's size.",
      details: ["given": .integer(Int64(given)), "allowed": "1 or more"])
  }

  static func imageExtension(_ file: String) -> MediaError {
    MediaError(
      "image-extension", .usage, file: file, "'\(file)' doesn't tell an image format by its name.",
      hint: "End the name in .png, .jpg, .jpeg or .webp.")
  }

  /// `avcodec_find_encoder_by_name`, `avcodec_send_frame`, `avcodec_receive_packet` (libavcodec/avcodec.h).
  static func stillEncoder(_ format: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "image-encoder", .internalFault, "Writing a frame as \(format) failed: \(failure.reason).",
      hint: "Check that this libavcodec can write \(format); PNG always works.", details: failure.details)
  }
}

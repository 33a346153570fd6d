import MediaBasics

extension MediaError {
  /// `avformat_open_input`, `avformat_find_stream_info` (libavformat/avformat.h).
  static func notMedia(_ file: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "not-media", .badInput, file: file, "'\(file)' can't be read as a media file: \(failure.formatReason).",
      hint:
        "Check that it is a whole video file (MP4, MOV, WEBM, MKV, TS, AVI or GIF); a cut-off download does this.",
      details: failure.details)
  }

  static func picture(_ file: String) -> MediaError {
    MediaError(
      "no-video", .badInput, file: file, "'\(file)' is a still picture; a video is expected.",
      hint: "Give a file with moving pictures ('rwmedia prepare' takes pictures).")
  }

  static func noVideo(_ file: String, holds: String) -> MediaError {
    MediaError(
      "no-video", .badInput, file: file, "'\(file)' holds no video stream, only \(holds).",
      hint: "Give a file with moving pictures.")
  }

  static func noFrames(_ file: String, stopped: MediaError?) -> MediaError {
    let reason = stopped.map { " Reading it stopped: \($0.report.message)" } ?? ""
    return MediaError(
      "no-frames", .badInput, file: file, "'\(file)' has a video stream without a single frame to show.\(reason)",
      hint: "The file may be cut off or damaged; get it again.")
  }

  /// Times that come twice, so that they tell no frame.
  static func clockSetback(_ file: String, _ setback: PacketScan.Setback, timeBase: Rational) -> MediaError {
    func seconds(_ ticks: Int64) -> String {
      (Rational(approximating: Double(ticks) * timeBase.doubleValue) ?? .zero).threeDecimals
    }
    return MediaError(
      "clock-setback", .badInput, file: file,
      "The clock of '\(file)' goes back after \(setback.packets) frames, from \(seconds(setback.before)) s to \(seconds(setback.after)) s: files were put end to end, and their times come twice.",
      hint:
        "Join the parts with 'rwmedia concat', or give the file new times: ffmpeg -i '\(file)' -map 0 -c copy out.mkv",
      details: ["frames": .integer(Int64(setback.packets))])
  }

  /// `av_read_frame`, `avformat_seek_file`.
  static func unreadable(_ file: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "unreadable", .badInput, file: file, "Reading '\(file)' failed: \(failure.reason).",
      hint: "The file may be damaged or cut off; get it again.", details: failure.details)
  }

  /// `avcodec_find_decoder`.
  static func noDecoder(_ file: String, codec: String) -> MediaError {
    MediaError(
      "no-decoder", .badInput, file: file,
      "'\(file)' is coded as \(codec), for which this libavcodec has no decoder.",
      hint: "Convert it to H.264 first, or install a libavcodec that knows \(codec).",
      details: ["codec": .string(codec)])
  }

  /// `avcodec_open2`, `avcodec_send_packet`, `avcodec_receive_frame` (libavcodec/avcodec.h).
  static func undecodable(_ file: String, codec: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "undecodable", .badInput, file: file, "The \(codec) stream of '\(file)' can't be decoded: \(failure.reason).",
      hint: "The file may be damaged; get it again.", details: failure.details)
  }

  /// Allocating calls, which answer nil.
  static func noMemory(for what: String) -> MediaError {
    MediaError(
      "no-memory", .internalFault, "There is no memory for \(what).",
      hint: "Close other programs, or work on fewer files at a time.")
  }

  /// A call that only a fault of ours can make fail.
  static func internalFault(_ what: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "internal", .internalFault, "\(what) failed: \(failure.reason).",
      hint: "This is a fault of rwmedia: please report it with the command and the file.", details: failure.details)
  }
}

extension AVFailure {
  /// The reason why a format wasn't let in, without libav's list of those that are.
  fileprivate var formatReason: String {
    reason.contains("not on whitelist") ? "its contents are of no known video or sound format" : reason
  }

  /// The values for programs: libav's code, its words, its log.
  var details: [String: JSONValue] {
    [
      "avCode": .integer(Int64(code)), "avError": .string(text), "avLog": .array(log.map(JSONValue.string)),
    ]
  }
}

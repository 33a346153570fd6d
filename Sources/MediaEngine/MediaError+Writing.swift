import MediaBasics

extension MediaError {
  /// `avcodec_find_encoder_by_name`.
  static func noEncoder(_ encoder: String) -> MediaError {
    MediaError(
      "no-encoder", .unavailable, "This libavcodec has no encoder '\(encoder)'.",
      hint: "Install a libavcodec with it (see rwmedia doctor), or choose another --codec.",
      details: ["encoder": .string(encoder)])
  }

  /// `avcodec_open2` for an encoder.
  static func encoderRefused(_ encoder: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "encoder-refused", .unavailable, "The encoder '\(encoder)' refuses these settings: \(failure.reason).",
      hint: "Choose another size, frame rate or --codec.", details: failure.details)
  }

  /// `avcodec_send_frame`, `avcodec_receive_packet`.
  static func encoderFailed(_ encoder: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "encoder-failed", .internalFault, "The encoder '\(encoder)' failed: \(failure.reason).",
      hint: "Try another --codec, and report the fault with the file.", details: failure.details)
  }

  /// `avfilter_graph_parse_ptr`, `avfilter_graph_config`: a filter is missing, or we wrote the graph wrong.
  static func badGraph(_ graph: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "filters", .unavailable, "This libavfilter can't do '\(graph)': \(failure.reason).",
      hint: "Install a libavfilter with all filters, and a font for drawtext (fonts-dejavu-core on Debian).",
      details: failure.details)
  }

  /// `avformat_alloc_output_context2`.
  static func noMuxer(_ container: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "no-muxer", .unavailable, "This libavformat can't write \(container): \(failure.reason).",
      hint: "Install a libavformat that can, or choose another --format.", details: failure.details)
  }

  /// `avio_open`, `avformat_write_header`, `av_interleaved_write_frame`, `av_write_trailer`.
  static func unwritable(_ file: String, _ failure: AVFailure) -> MediaError {
    MediaError(
      "unwritable", .cannotWrite, file: file, "'\(file)' can't be written: \(failure.reason).",
      hint: "Check free space and permissions, or choose another place.", details: failure.details)
  }
}

extension MediaError {
  /// An output whose extension names no format.
  static func unknownFormat(_ file: String, given: String) -> MediaError {
    let names = VideoFormat.allCases.map(\.rawValue)
    return MediaError(
      "format", .usage, file: file,
      "'\(file)' has \(given.isEmpty ? "no extension" : "the extension '\(given)'"); \(names.joined(separator: " or ")) is written.",
      hint: "Name the output .mp4 or .webm; transcode takes --format as well.",
      details: ["given": .string(given), "allowed": .array(names.map(JSONValue.string))])
  }

  static func codecNotIn(_ format: VideoFormat, given: VideoCodec) -> MediaError {
    let names = format.codecs.map(\.rawValue)
    return MediaError(
      "codec", .usage,
      "\(format.rawValue) doesn't take \(given.rawValue); it takes \(names.joined(separator: " or ")).",
      hint: "Choose one of these codecs, or another --format.",
      details: ["given": .string(given.rawValue), "allowed": .array(names.map(JSONValue.string))])
  }

  static func sameOutput(_ file: String) -> MediaError {
    MediaError(
      "same-output", .usage, file: file, "Two of the outputs are the same file; the first one is '\(file)'.",
      hint: "Give each output a name of its own.")
  }

  static func noOutput() -> MediaError {
    MediaError("no-output", .usage, "No output was given; one or more are expected.", hint: "Name a file to write.")
  }

  static func quality(given: Int) -> MediaError {
    MediaError(
      "quality", .usage,
      "The quality is \(given); \(QualityTable.range.lowerBound) to \(QualityTable.range.upperBound) is possible.",
      hint: "95 is hard to tell from the source, 80 is good for the web.",
      details: ["given": .integer(Int64(given)), "allowed": .string("20…99")])
  }
}

import MediaBasics

// How pictures fail. libvips has no error codes: its words are told after ours (vips/error.h).
extension MediaError {
  static let readableKinds = "JPEG, PNG, WEBP, TIFF, GIF, HEIC and AVIF"

  /// `dlopen`, `dlsym`, `vips_init`.
  static func vipsUnavailable(_ reason: String) -> MediaError {
    MediaError(
      "vips-unavailable", .unavailable, "libvips, which reads and writes pictures, can't be used: \(reason).",
      hint: "Install libvips 8.14 or later (libvips42 on Debian).")
  }

  static func imageUnknown(_ file: String) -> MediaError {
    MediaError(
      "image-unknown", .badInput, file: file,
      "'\(file)' is no picture of a known kind; \(readableKinds) can be read.",
      hint: "Convert it to one of these.")
  }

  static func imageNone(_ name: String) -> MediaError {
    MediaError(
      "image-none", .missingInput, file: name, "There is no picture at '\(name)'.",
      hint: "Name files, a folder of pictures or a pattern such as 'photos/*.jpg'.")
  }

  static func imageVector(_ file: String, kind: String) -> MediaError {
    MediaError(
      "image-vector", .badInput, file: file,
      "'\(file)' is \(kind.uppercased()), which can refer to other files; \(readableKinds) can be read.",
      hint: "Give --allow-vector if you trust the file, or export it as PNG.", details: ["given": .string(kind)])
  }

  static func imageLoaderMissing(_ file: String, kind: String) -> MediaError {
    MediaError(
      "image-loader", .badInput, file: file,
      "'\(file)' is \(kind.uppercased()), which this system's libvips can't read.",
      hint: "Install libvips with support for it, or convert the picture to PNG.", details: ["given": .string(kind)])
  }

  static func imageDamaged(_ file: String, _ reason: String) -> MediaError {
    MediaError(
      "image-damaged", .badInput, file: file,
      "'\(file)' is truncated or damaged\(reason.isEmpty ? "" : ": \(reason)").",
      hint: "Get the file again, or give --lenient to take what can be decoded.",
      details: ["decoder": .string(reason)])
  }

  static func imageSamples(_ file: String, _ found: String) -> MediaError {
    MediaError(
      "image-samples", .badInput, file: file,
      "'\(file)' has samples of a kind that can't be used (\(found)); 8 or 16 bits are expected.",
      hint: "Save it as 8-bit or 16-bit RGB.", details: ["given": .string(found)])
  }
}

// Limits: each is met by the header alone.
extension MediaError {
  static func imageBytes(_ file: String, given: Int64, limit: Int64) -> MediaError {
    MediaError(
      "image-bytes", .badInput, file: file, "'\(file)' has \(given) bytes; \(limit) are allowed.",
      hint: "Raise the limit (--max-input-bytes) if you trust the file.",
      details: ["given": .integer(given), "allowed": .integer(limit)])
  }

  static func imagePixels(_ file: String, width: Int, height: Int, limit: Int) -> MediaError {
    MediaError(
      "image-pixels", .badInput, file: file,
      "'\(file)' has \(width)x\(height) pixels; \(limit) pixels and \(PixelSize.longestSide) a side are allowed.",
      hint: "Raise the limit (--max-pixels) if you trust the file.",
      details: ["given": .string("\(width)x\(height)"), "allowed": .integer(Int64(limit))])
  }

  static func imageFrames(_ file: String, given: Int, limit: Int) -> MediaError {
    MediaError(
      "image-frames", .badInput, file: file, "'\(file)' has \(given) frames or pages; \(limit) are allowed.",
      hint: "Raise the limit (--max-frames) if you trust the file; only the first one is used.",
      details: ["given": .integer(Int64(given)), "allowed": .integer(Int64(limit))])
  }

  static func imageDecoderBytes(_ file: String, needed: Int64, limit: Int64) -> MediaError {
    MediaError(
      "image-memory", .badInput, file: file,
      "'\(file)' needs about \(needed / 1_000_000) MB to decode; \(limit / 1_000_000) MB are allowed.",
      hint:
        "Raise the limit (--max-decoder-bytes) if you trust the file, or save it as a baseline JPEG or a plain PNG.",
      details: ["given": .integer(needed), "allowed": .integer(limit)])
  }
}

// What is asked of a prepared picture.
extension MediaError {
  static func imageQuality(given: Int) -> MediaError {
    MediaError(
      "image-quality", .usage, "The quality is \(given); 1 to 100 are possible.", hint: "95 is the default.",
      details: ["given": .integer(Int64(given)), "allowed": "1…100"])
  }

  static func imageMaxBytes(given: Int) -> MediaError {
    MediaError(
      "image-max-bytes", .usage, "The most bytes are \(given); it must be at least 1.",
      hint: "Leave the limit out to have none.", details: ["given": .integer(Int64(given)), "allowed": "1 or more"])
  }

  static func imageTarget(_ size: PixelSize, allowed: String) -> MediaError {
    MediaError(
      "image-target", .usage, "The size \(size) is too large; \(allowed) are possible.",
      hint: "Choose a smaller size or another format.",
      details: ["given": .string("\(size)"), "allowed": .string(allowed)])
  }

  static func imageTooBig(_ file: String, bytes: Int, quality: Int, limit: Int, format: ImageFormat) -> MediaError {
    let level = format == .png ? "as PNG" : "even at quality \(quality)"
    return MediaError(
      "image-too-big", .badInput, file: file,
      "'\(file)' comes to \(bytes) bytes \(level); \(limit) are allowed.",
      hint: format == .png ? "Take JPEG or WEBP, or a smaller size." : "Choose a smaller size or WEBP.",
      details: ["given": .integer(Int64(bytes)), "allowed": .integer(Int64(limit))])
  }

  static func imageContentRect(_ rect: PixelRect, in size: PixelSize) -> MediaError {
    let place = "\(rect.width)x\(rect.height) at \(rect.x),\(rect.y)"
    return MediaError(
      "image-content", .usage, "The content rectangle \(place) does not lie inside a picture of \(size).",
      hint: "Give the contentRect and the size that the preparation reported.",
      details: ["given": .string(place), "allowed": .string("inside \(size)")])
  }

  static func imageUnwritten(_ file: String, _ reason: String) -> MediaError {
    MediaError(
      "image-unwritten", .cannotWrite, file: file, "'\(file)' can't be written: \(reason).",
      hint: "Check free space and permissions, or choose another place.")
  }

  static func imageFault(_ file: String, _ reason: String) -> MediaError {
    MediaError(
      "image-fault", .internalFault, file: file, "'\(file)' was decoded, but preparing it failed: \(reason).",
      hint: "This is a fault of ours: please report it, with the file where you can.")
  }
}

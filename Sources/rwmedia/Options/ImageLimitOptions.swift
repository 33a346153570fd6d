import ArgumentParser
import MediaEngine

/// What an input image may cost, and how forgiving its reading is.
struct ImageLimitOptions: ParsableArguments {
  @Option(help: "The most pixels that an image may have.")
  var maxPixels: Int?

  @Option(help: "The most bytes that an image file may have.")
  var maxInputBytes: Int64?

  @Option(help: "The most frames or pages that an image file may have.")
  var maxFrames: Int?

  @Option(help: "The most memory, in bytes, that decoding an image may take where its format can't be streamed.")
  var maxDecoderBytes: Int64?

  @Flag(help: "Take what decodes of a damaged or truncated image.")
  var lenient = false

  @Flag(help: "Accept SVG and PDF, which can refer to other files; only for inputs that you trust.")
  var allowVector = false

  mutating func validate() throws {
    for limit in [maxPixels.map(Int64.init), maxInputBytes, maxFrames.map(Int64.init), maxDecoderBytes] {
      if let limit, limit < 1 { return try Parse.fail("A limit of \(limit) lets nothing through; give 1 or more.") }
    }
  }

  func apply(to preparation: inout ImagePreparation) {
    preparation.limits.pixels = maxPixels ?? preparation.limits.pixels
    preparation.limits.bytes = maxInputBytes ?? preparation.limits.bytes
    preparation.limits.frames = maxFrames ?? preparation.limits.frames
    preparation.limits.decoderBytes = maxDecoderBytes ?? preparation.limits.decoderBytes
    preparation.lenient = lenient
    preparation.allowVector = allowVector
  }
}

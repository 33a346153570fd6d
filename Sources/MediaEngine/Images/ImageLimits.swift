/// What an input may cost before it is refused: all checked on its header, before a pixel is decoded.
public struct ImageLimits: Hashable, Sendable, Codable {
  /// The most pixels, of an input (width × height) as of the prepared picture.
  public var pixels: Int
  /// The most bytes of the encoded file.
  public var bytes: Int64
  /// The most frames or pages in an animation or document, of which only the first is used.
  public var frames: Int
  /// The most memory, in bytes, that a decoder which can't stream may need for the whole picture (WEBP, GIF, HEIC,
  /// AVIF, progressive JPEG, interlaced PNG), as estimated from the header.
  public var decoderBytes: Int64

  /// Limits; by default 200 megapixels, 512 MB, 1,000 frames and 700 MB for a decoder.
  public init(
    pixels: Int = 200_000_000, bytes: Int64 = 512_000_000, frames: Int = 1000, decoderBytes: Int64 = 700_000_000
  ) {
    self.pixels = pixels
    self.bytes = bytes
    self.frames = frames
    self.decoderBytes = decoderBytes
  }
}

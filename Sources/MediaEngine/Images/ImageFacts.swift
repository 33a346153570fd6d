public import MediaBasics

/// What an image file's header tells.
public struct ImageFacts: Hashable, Sendable, Codable {
  /// `jpeg`, `png`, `webp`, `tiff`, `gif`, `heic`, `avif`, `svg` or `pdf`.
  public let format: String
  /// Pixels across, once the picture is upright.
  public let width: Int
  /// Pixels down, once the picture is upright.
  public let height: Int
  /// EXIF's orientation, 1…8; the size above has it applied already.
  public let orientation: Int
  /// Frames or pages in the file.
  public let frames: Int
  /// Whether pixels can be transparent.
  public let hasAlpha: Bool
  /// Whether the file brings an ICC profile.
  public let hasProfile: Bool

  /// Width and height together; `nil` above ``PixelSize/longestSide``.
  public var size: PixelSize? { PixelSize(width: width, height: height) }
}

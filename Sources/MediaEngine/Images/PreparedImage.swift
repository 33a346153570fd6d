public import MediaBasics

/// What became of one picture.
public struct PreparedImage: Hashable, Sendable, Codable {
  /// The input's path as it was given; `nil` for bytes in memory.
  public let input: String?
  /// The prepared file's path as it was given; `nil` for bytes in memory.
  public let output: String?
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// How the picture was brought to this size.
  public let fit: Fit
  /// Where the input's picture lies in the prepared one; the rest is bars.
  public let contentRect: PixelRect
  /// Bytes of the prepared file.
  public let bytes: Int
  /// The prepared file's SHA-256 in lower-case hexadecimal.
  public let sha256: String
  /// What the user should know, in sentences.
  public let warnings: [String]

  /// A description with its parts, for whoever prepares in another way.
  public init(
    input: String?, output: String?, width: Int, height: Int, fit: Fit, contentRect: PixelRect, bytes: Int,
    sha256: String, warnings: [String]
  ) {
    self.input = input
    self.output = output
    self.width = width
    self.height = height
    self.fit = fit
    self.contentRect = contentRect
    self.bytes = bytes
    self.sha256 = sha256
    self.warnings = warnings
  }
}

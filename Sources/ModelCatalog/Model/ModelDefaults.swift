public import MediaBasics

/// What is taken where a request says nothing.
public struct ModelDefaults: Hashable, Sendable, Codable {
  /// The size.
  public var size: PixelSize?
  /// The length in seconds.
  public var duration: Rational?
}

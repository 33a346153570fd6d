/// What an input image must be like.
public struct ImageRule: Hashable, Sendable, Codable {
  /// The shorter side, in pixels, is at least this.
  public var minSide: Int?
  /// The longer side, in pixels, is at most this.
  public var maxSide: Int?
  /// The file is at most so large.
  public var maxBytes: Int?
  /// What a picture that is prepared for the model is kept within: it can then be sent in any way the provider takes.
  public var preparedBytes: Int?
  /// Width ÷ height is at least this.
  public var minAspect: Double?
  /// Width ÷ height is at most this.
  public var maxAspect: Double?
}

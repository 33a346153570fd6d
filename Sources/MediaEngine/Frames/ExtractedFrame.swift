/// A frame that was written as an image.
public struct ExtractedFrame: Codable, Hashable, Sendable {
  /// Its number in presented order, from 0.
  public var index: Int
  /// When it appears, in seconds after the first frame.
  public var seconds: Double
  /// The image's path.
  public var output: String
  /// The image's width: upright, in square pixels.
  public var width: Int
  /// The image's height: upright, in square pixels.
  public var height: Int
  /// Whether its lines are two moments, woven: what moves shows combs.
  public var interlaced: Bool
  /// Whether parts of it couldn't be decoded and are guessed, or of a frame that it is built on.
  public var damaged: Bool

  /// A written frame.
  public init(
    index: Int, seconds: Double, output: String, width: Int, height: Int, interlaced: Bool = false,
    damaged: Bool = false
  ) {
    self.index = index
    self.seconds = seconds
    self.output = output
    self.width = width
    self.height = height
    self.interlaced = interlaced
    self.damaged = damaged
  }
}

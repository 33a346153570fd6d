/// How long input videos and sounds may be.
public struct InputLengthRule: Hashable, Sendable, Codable {
  /// Seconds that the video which is worked on, or whose performance is taken over, lasts at least.
  public var minVideo: Double?
  /// Seconds that it lasts at most.
  public var maxVideo: Double?
  /// Frames a second that it has at most.
  public var maxVideoFPS: Double?
  /// Seconds that the videos which guide last at most, all together.
  public var maxReferenceVideos: Double?
  /// Seconds that the sounds last at most, all together.
  public var maxAudios: Double?
}

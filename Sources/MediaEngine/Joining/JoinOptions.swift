public import MediaBasics

/// What a join makes of its clips.
public struct JoinOptions: Sendable, Hashable {
  /// How each clip goes over into the next.
  public var seam: Seam
  /// The result is trimmed to exactly this many frames; nil keeps all.
  public var frames: Int?
  /// The result's size; nil for the first clip's, as shown and after its content rectangle.
  public var size: PixelSize?
  /// The result's frames a second; nil for the first clip's.
  public var fps: Rational?
  /// The container; nil for the one that the output's extension names.
  public var format: VideoFormat?
  /// The codec; nil for the container's usual one.
  public var codec: VideoCodec?
  /// 20…99, where pictures are encoded again.
  public var quality: Int
  /// Whether packets may be copied where the clips match. A doubled frame is then taken from the earlier clip's tail, where
  /// that costs least; encoding takes it from the later clip's head, so that the earlier one keeps all its frames.
  public var copiesPackets: Bool
  /// Whether each clip is lifted to the colours that the clip before it ends with; see ``SeamColor``. Clips are encoded
  /// where one needs it.
  public var matchesColor: Bool

  /// Options; without arguments, clips are chained as generated ones are.
  public init(
    seam: Seam = .drop, frames: Int? = nil, size: PixelSize? = nil, fps: Rational? = nil, format: VideoFormat? = nil,
    codec: VideoCodec? = nil, quality: Int = 95, copiesPackets: Bool = true,
    matchesColor: Bool = false
  ) {
    self.seam = seam
    self.frames = frames
    self.size = size
    self.fps = fps
    self.format = format
    self.codec = codec
    self.quality = quality
    self.copiesPackets = copiesPackets
    self.matchesColor = matchesColor
  }
}

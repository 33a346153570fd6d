public import MediaBasics

/// What a transcode made.
public struct TranscodeReport: Codable, Hashable, Sendable {
  /// The output's path.
  public var output: String
  /// The container.
  public var format: VideoFormat
  /// The codec.
  public var codec: VideoCodec
  /// The output's width.
  public var width: Int
  /// The output's height.
  public var height: Int
  /// Where the input's picture lies in the output; the rest is background.
  public var contentRect: PixelRect
  /// Frames in the output.
  public var frames: Int
  /// Frames ÷ frames a second.
  public var seconds: Double
  /// Frames a second.
  public var fps: Double
  /// The output's size in bytes.
  public var bytes: Int64
  /// The poster's path, where one was asked for.
  public var poster: String?
  /// What is worth a word, a sentence each.
  public var warnings: [String]
}

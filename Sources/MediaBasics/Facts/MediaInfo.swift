/// What a media file is: its container and its main streams, as measured, not as a header claims.
public struct MediaInfo: Sendable, Hashable, Codable {
  /// The container's short name: `mp4`, `mov`, `webm`, `matroska`, `mpegts`, `avi`, `gif`, …
  public var container: String
  /// The file's size.
  public var bytes: Int64
  /// From the first presented frame (or sample) to the end of the last one, in seconds.
  public var seconds: Double
  /// Whether the index stands before the media, so that playing can begin while the file loads; `nil` where the
  /// container knows no such thing.
  public var faststart: Bool?
  /// The main picture stream; attached pictures (cover art) don't count.
  public var video: VideoInfo?
  /// The main sound stream.
  public var audio: AudioInfo?
  /// What is worth a word: interlacing, a header that disagrees with the packets, …
  public var warnings: [String]

  /// A file's facts.
  public init(
    container: String, bytes: Int64, seconds: Double, faststart: Bool?, video: VideoInfo?, audio: AudioInfo?,
    warnings: [String] = []
  ) {
    self.container = container
    self.bytes = bytes
    self.seconds = seconds
    self.faststart = faststart
    self.video = video
    self.audio = audio
    self.warnings = warnings
  }
}

/// What a video stream is.
public struct VideoInfo: Sendable, Hashable, Codable {
  /// The codec's short name: `h264`, `hevc`, `vp9`, `av1`, …
  public var codec: String
  /// The size as shown: after rotation and sample aspect ratio.
  public var size: PixelSize
  /// The size as coded, before both.
  public var codedSize: PixelSize
  /// Clockwise quarter turns that a player applies, in degrees: 0, 90, 180 or 270.
  public var rotation: Int
  /// Average frames a second, exact.
  public var fps: Rational
  /// Whether every frame lasts equally long (to the container's rounding).
  public var constantRate: Bool
  /// Presented frames, counted.
  public var frames: Int
  /// From the first frame's start to the last one's end, in seconds.
  public var seconds: Double
  /// libav's name of the pixel format: `yuv420p`, `yuv420p10le`, …
  public var pixelFormat: String
  /// The matrix, as libav names it: `bt709`, `smpte170m`, `bt2020nc`; `unknown` where the stream doesn't say.
  public var colorSpace: String
  /// `tv` (limited), `pc` (full) or `unknown`.
  public var colorRange: String
  /// The transfer curve: `bt709`, `smpte2084` (PQ), `arib-std-b67` (HLG), …
  public var colorTransfer: String
  /// Whether frames are coded out of presented order.
  public var hasBFrames: Bool

  /// A video stream's facts.
  public init(
    codec: String, size: PixelSize, codedSize: PixelSize, rotation: Int, fps: Rational, constantRate: Bool,
    frames: Int, seconds: Double, pixelFormat: String, colorSpace: String, colorRange: String,
    colorTransfer: String, hasBFrames: Bool
  ) {
    self.codec = codec
    self.size = size
    self.codedSize = codedSize
    self.rotation = rotation
    self.fps = fps
    self.constantRate = constantRate
    self.frames = frames
    self.seconds = seconds
    self.pixelFormat = pixelFormat
    self.colorSpace = colorSpace
    self.colorRange = colorRange
    self.colorTransfer = colorTransfer
    self.hasBFrames = hasBFrames
  }
}

/// What a sound stream is.
public struct AudioInfo: Sendable, Hashable, Codable {
  /// The codec's short name: `aac`, `opus`, …
  public var codec: String
  /// Samples a second.
  public var sampleRate: Int
  /// How many channels.
  public var channels: Int
  /// How long it sounds, in seconds.
  public var seconds: Double

  /// A sound stream's facts.
  public init(codec: String, sampleRate: Int, channels: Int, seconds: Double) {
    self.codec = codec
    self.sampleRate = sampleRate
    self.channels = channels
    self.seconds = seconds
  }
}

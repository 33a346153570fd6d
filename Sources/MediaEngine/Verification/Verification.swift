public import MediaBasics

/// What a file was found to be, and whether that is what was asked.
public struct Verification: Codable, Hashable, Sendable {
  /// One thing asked of a file.
  public struct Check: Codable, Hashable, Sendable {
    /// What is checked: `readable`, `frames`, `duration`, `fps`, `size`, `format`, `decode`.
    public var name: String
    /// What was asked, in words.
    public var expected: String
    /// What was found, in words.
    public var actual: String
    /// Whether it is what was asked.
    public var ok: Bool

    /// A check with its outcome.
    public init(name: String, expected: String, actual: String, ok: Bool) {
      self.name = name
      self.expected = expected
      self.actual = actual
      self.ok = ok
    }
  }

  /// Whether all checks hold.
  public var ok: Bool
  /// The container's short name: `mp4`, `mov`, `webm`, …
  public var container: String
  /// The video codec's short name: `h264`, `vp9`, …
  public var codec: String
  /// Width as shown.
  public var width: Int
  /// Height as shown.
  public var height: Int
  /// Frames a second.
  public var fps: Double
  /// The same as a fraction: `24`, `24000/1001`.
  public var fpsExact: String
  /// Presented frames, counted.
  public var frames: Int
  /// Length of the video in seconds.
  public var seconds: Double
  /// Whether the index stands before the media; nil where the container knows no such thing.
  public var faststart: Bool?
  /// The sound, where there is one.
  public var audio: AudioInfo?
  /// `readable` first, then what was asked.
  public var checks: [Check]
  /// What is worth a word though nobody asked: sound of another length, a header that lies, black and frozen runs.
  public var warnings: [String]

  /// Runs of black frames, of two or more, and of frozen ones, of half a second or more; `nil` where no frame was decoded.
  public var runs: [PictureRun]?

  init(_ info: MediaInfo, _ video: VideoInfo, checks: [Check], runs: [PictureRun]?, warnings: [String]) {
    ok = checks.allSatisfy(\.ok)
    container = info.container
    codec = video.codec
    width = video.size.width
    height = video.size.height
    fps = video.fps.doubleValue
    fpsExact = "\(video.fps)"
    frames = video.frames
    seconds = video.seconds
    faststart = info.faststart
    audio = info.audio
    self.checks = checks
    self.runs = runs
    self.warnings = warnings
  }
}

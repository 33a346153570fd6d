/// What a join made.
public struct JoinReport: Codable, Hashable, Sendable {
  /// How much was encoded again.
  public enum Mode: String, Codable, Hashable, Sendable {
    /// Nothing: all packets are the sources' own.
    case copy
    /// Only what seams forced.
    case smart
    /// Everything, once.
    case encode
  }

  /// The output's path.
  public var output: String
  /// Frames in the output.
  public var frames: Int
  /// Frames ÷ frames a second.
  public var seconds: Double
  /// Frames a second.
  public var fps: Double
  /// How much was encoded again.
  public var mode: Mode
  /// Why packets couldn't be copied, where everything was encoded; nil elsewhere.
  public var encodedBecause: String?
  /// One entry for each clip after the first that the output reaches.
  public var seams: [SeamReport]
  /// What is worth a word, a sentence each.
  public var warnings: [String]
}

/// How one clip meets the clip before it.
public struct SeamReport: Codable, Hashable, Sendable {
  /// The later clip's number, from 0.
  public var clip: Int
  /// Frames left out at its head.
  public var droppedFrames: Int
  /// How alike the earlier clip's last frame and the later one's first are, as the result shows them: structural
  /// similarity over all planes, 1 for equal ones; nil where the output doesn't reach the seam's end, or nothing of it had
  /// to be decoded.
  public var ssim: Double?
  /// The same as peak signal-to-noise ratio in dB; 100 stands for equal pictures.
  public var psnr: Double?
  /// How the two frames' colours differ and what was done about it, where that was asked for; nil elsewhere. `ssim` and
  /// `psnr` are then the corrected frames'.
  public var color: SeamColor?
}

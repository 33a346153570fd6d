public import MediaBasics
public import MediaEngine

/// What one job of a batch asks for, presets and defaults laid under it and its variables filled in.
public struct JobSettings: Sendable, Hashable {
  /// What becomes of several candidates.
  public enum Keep: String, Sendable, Hashable, CaseIterable {
    /// The one that begins most like its frame image.
    case best
    /// Every one, numbered.
    case all
  }

  /// The preset's name.
  public var preset: String?
  /// The model's id.
  public var model = ""
  /// The prompt, or the clips' prompts in order.
  public var prompts: [String] = []
  /// What the clips should not show.
  public var negativePrompt: String?
  /// The picture that the video begins with: a path, a URL or a service's id.
  public var image: String?
  /// The picture that it ends with.
  public var lastImage: String?
  /// Pictures that guide style or subject.
  public var referenceImages: [String] = []
  /// The clip to go on from, where a length is given; else the one that the model works on.
  public var video: String?
  /// Sound to move or speak to.
  public var audios: [String] = []
  /// Seconds of one generation.
  public var duration: Rational?
  /// Seconds of the whole video: clips are chained until it is reached.
  public var length: Rational?
  /// Frames a second that the model is asked for.
  public var fps: Int?
  /// The size that the model is asked for.
  public var size: PixelSize?
  /// How pictures are brought to the model's size.
  public var fit = Fit.contain
  /// What fills the bars meanwhile.
  public var background = Background.auto
  /// The random seed.
  public var seed: UInt64?
  /// How chained clips are joined.
  public var seam = Seam.drop
  /// Whether each chained clip is lifted to the colours that the clip before it ends with.
  public var matchesColor = false
  /// Whether the video leads back to its first frame.
  public var loop = false
  /// How many candidates are generated.
  public var count = 1
  /// What becomes of them.
  public var keep = Keep.best
  /// The video's compression, 20…99.
  public var quality: Int?
  /// Further parameters in the provider's words.
  public var set: [String: JSONValue] = [:]
  /// The files to deliver.
  public var outputs: [OutputSettings] = [OutputSettings(format: "mp4")]
  /// Where the files go besides: one prefix of a storage, or a signed address for each of them.
  public var deliver: [String] = []
  /// What is asked of the result.
  public var checks = CheckSettings()
}

/// One file that a job delivers.
public struct OutputSettings: Sendable, Hashable {
  /// `mp4`, `webm`; or `jpeg`, `png`, `webp` for a poster.
  public var format: String
  /// A word for file names; the format where none is given.
  public var name: String?
  /// The size; `nil` keeps the video's.
  public var size: PixelSize?
  /// How the video is brought to another shape.
  public var fit = Fit.contain
  /// What lies in bars.
  public var background = Background.auto
  /// Frames a second; `nil` keeps the video's.
  public var fps: Rational?
  /// The compression, 20…99; `nil` keeps the video as it is where the format allows that.
  public var quality: Int?

  /// An output that is as the video.
  init(format: String) {
    self.format = format
  }

  /// Whether it is a picture.
  var isPoster: Bool { VideoFormat(rawValue: format) == nil }

  /// The extension of its file.
  var fileExtension: String { format == "jpeg" ? "jpg" : format }

  /// Whether it is the video itself.
  func isMaster(_ master: VideoFormat) -> Bool {
    format == master.rawValue && size == nil && fps == nil && quality == nil
  }
}

/// What is asked of a job's result besides its frames and size.
public struct CheckSettings: Sendable, Hashable {
  /// The least likeness (SSIM) of the two sides of each seam.
  public var seam: Double?
  /// Whether every frame of every output is decoded once more.
  public var decode = false
  /// The longest run of frozen frames that passes, in seconds: half a second or more.
  public var frozen: Rational?
  /// The longest run of black frames that passes, in seconds.
  public var black: Rational?

  /// Whether any of it takes decoding every frame.
  var decodes: Bool { decode || frozen != nil || black != nil }
}

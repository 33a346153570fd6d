public import MediaBasics

/// What is asked of a model: the prompt, the inputs and the shape of the clip, in no provider's words.
///
/// `nil` leaves a value to the model's own default. Nothing here is checked: ``RequestChecker`` does that, against
/// the model's specification, before anything is uploaded or paid for.
public struct GenerationRequest: Hashable, Sendable, Codable {
  /// The model's id, as in the catalog: `klingai:5@3`, `gen4.5`.
  public var model: String
  /// What the clip should show.
  public var prompt: String?
  /// What it should not show.
  public var negativePrompt: String?
  /// Seconds.
  public var duration: Rational?
  /// Frames a second.
  public var fps: Int?
  /// The clip's size in pixels.
  public var size: PixelSize?
  /// Equal seeds and inputs give like clips, where the model supports it.
  public var seed: UInt64?
  /// Images pinned to frames, in the order given.
  public var frameImages: [FrameImage]
  /// Images that guide style or subject without being a frame.
  public var referenceImages: [MediaReference]
  /// Videos that guide or are changed (video-to-video).
  public var referenceVideos: [MediaReference]
  /// Sound to speak or move to.
  public var audios: [MediaReference]
  /// The video that the model works on, where it takes exactly one.
  public var seedVideo: MediaReference?
  /// A video of somebody acting, whose performance the character takes over.
  public var performance: MediaReference?
  /// How many clips, 1…4; each has a seed and a price of its own.
  public var results: Int
  /// `mp4`, `webm` or `mov`, in any case.
  public var outputFormat: String?
  /// How much the service compresses, 20 (smallest) … 99 (best).
  public var outputQuality: Int?
  /// Further parameters in the provider's own words, nested as they go out:
  /// `{"providerSettings": {"minimax": {"promptOptimizer": true}}}`.
  public var extra: [String: JSONValue]

  /// A request with its parts; all but the model may be left out.
  public init(
    model: String, prompt: String? = nil, negativePrompt: String? = nil, duration: Rational? = nil,
    fps: Int? = nil, size: PixelSize? = nil, seed: UInt64? = nil, frameImages: [FrameImage] = [],
    referenceImages: [MediaReference] = [], referenceVideos: [MediaReference] = [],
    audios: [MediaReference] = [], seedVideo: MediaReference? = nil, performance: MediaReference? = nil,
    results: Int = 1, outputFormat: String? = nil, outputQuality: Int? = nil,
    extra: [String: JSONValue] = [:]
  ) {
    self.model = model
    self.prompt = prompt
    self.negativePrompt = negativePrompt
    self.duration = duration
    self.fps = fps
    self.size = size
    self.seed = seed
    self.frameImages = frameImages
    self.referenceImages = referenceImages
    self.referenceVideos = referenceVideos
    self.audios = audios
    self.seedVideo = seedVideo
    self.performance = performance
    self.results = results
    self.outputFormat = outputFormat
    self.outputQuality = outputQuality
    self.extra = extra
  }
}

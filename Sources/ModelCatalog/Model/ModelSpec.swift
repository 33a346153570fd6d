/// What is known of a video model: what it takes, what it makes, what it costs, and who says so.
///
/// `nil` means not known, never "none". A request beyond an unknown limit is warned about by the provider's
/// ``GeneralRules``; one beyond a known limit is an error.
public struct ModelSpec: Hashable, Sendable, Identifiable {
  /// Whether the provider still lists the model.
  public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    /// In the provider's newest documents.
    case current
    /// In older documents only; may be gone.
    case retired
    /// Known from other people's documents only.
    case unlisted
  }

  /// The id that requests name: `klingai:5@3`, `gen4.5`.
  public var id: String
  /// The name that people know it by.
  public var name: String
  /// Whose interface it is reached through.
  public var provider: ProviderID
  /// Who made it: `klingai`, `google`, ….
  public var maker: String
  /// Whether the provider still lists it.
  public var status: Status
  /// The id of the model that took a retired one's place.
  public var successor: String?
  /// What it can be asked for, and what is special about each; `nil` where that isn't known.
  public var tasks: [TaskKind: TaskRules]?
  /// Whether it needs an image, video or sound of whatever kind.
  public var needsInput: Bool?
  /// Whether media go into the request's `inputs` object instead of lists at its top (Runware's newer models).
  public var nestedInputs: Bool?
  /// The sizes.
  public var sizes: SizeRule?
  /// Whether, with a frame image, the clip takes the image's shape and no size is sent.
  public var sizeFollowsFrameImage: Bool?
  /// Named shapes (`16:9`) where the service takes such a word instead of a size.
  public var aspectRatios: [String]?
  /// Named resolutions (`720p`) that may be given instead of a size.
  public var resolutions: [String]?
  /// The lengths.
  public var durations: DurationRule?
  /// Lengths that differ at some sizes.
  public var durationsAtSizes: [SizedDurations]?
  /// Frames a second; the first is the service's default.
  public var fps: [Int]?
  /// Images pinned to frames.
  public var frameImages: FrameImageRule?
  /// Images that guide.
  public var referenceImages: ReferenceRule?
  /// Videos that guide or are changed.
  public var referenceVideos: ReferenceRule?
  /// Sounds.
  public var audios: ReferenceRule?
  /// The prompt.
  public var prompt: PromptRule?
  /// The negative prompt.
  public var negativePrompt: NegativePromptRule?
  /// The seed.
  public var seed: SeedRule?
  /// How closely the prompt is followed.
  public var cfgScale: NumberRange?
  /// What input images must be like.
  public var image: ImageRule?
  /// How long input videos and sounds may be.
  public var inputLengths: InputLengthRule?
  /// What it costs.
  public var price: Price?
  /// What the service takes, or we choose, where a request says nothing.
  public var defaults: ModelDefaults?
  /// Further parameters that the service knows for this model, in its own words.
  public var parameters: [String]?
  /// What people should know before they use it; given with each request.
  public var warnings: [String]
  /// What is worth knowing.
  public var notes: [String]
  /// The documents, each with the members of this specification that it is the source of.
  public var sources: [Attribution]
  /// Requests that must be accepted or refused: the specification's own tests.
  public var examples: [ModelExample]

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, name, provider, maker, status, successor, tasks, needsInput, nestedInputs, sizes, sizeFollowsFrameImage
    case aspectRatios, resolutions, durations, durationsAtSizes, fps, frameImages, referenceImages
    case referenceVideos, audios, prompt, negativePrompt, seed, cfgScale, image, inputLengths, price, defaults
    case parameters, warnings, notes, sources, examples
  }
}

extension ModelSpec: Encodable {}

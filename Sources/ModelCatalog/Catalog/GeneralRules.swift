/// What a provider says of all its models; a model's own rules go before these.
public struct GeneralRules: Hashable, Sendable, Codable {
  /// The least and the most.
  public struct Bounds: Hashable, Sendable, Codable {
    /// The least.
    public var min: Int
    /// The most.
    public var max: Int

    /// Whether a number lies within, ends included.
    public func contains(_ number: Int) -> Bool { min <= number && number <= max }
  }

  /// Seconds, for models whose lengths aren't known.
  public var duration: NumberRange?
  /// Pixels across, for models whose sizes aren't known.
  public var width: Bounds?
  /// Pixels down, for models whose sizes aren't known.
  public var height: Bounds?
  /// What both sides are multiples of, for models whose sizes aren't known.
  public var sizeMultiple: Int?
  /// Frames a second, for models whose rates aren't known.
  public var fps: Bounds?
  /// The prompt, where a model says nothing.
  public var prompt: PromptRule?
  /// The seeds of models that take one.
  public var seed: SeedRule?
  /// How closely the prompt is followed, where a model says nothing.
  public var cfgScale: NumberRange?
  /// How many clips one request may ask for.
  public var results: Bounds
  /// How much the service may be asked to compress; `nil`: it takes no such parameter.
  public var outputQuality: Bounds?
  /// The containers it delivers.
  public var outputFormats: [String]
  /// Input images, where a model says nothing.
  public var image: ImageRule?
  /// Parameters that the service knows for any model, in its own words.
  public var parameters: [String]
  /// Parameters that only some models take; no word is lost about them where a model's own aren't known.
  public var modelParameters: [String]?
}

public import Foundation
public import MediaBasics

/// Runware's further parameters of a generation, typed; ``parameters`` is what a request takes as its `extra`.
///
/// `nil` and empty leave a parameter out. ``issues`` tells what is out of range before anything is sent; a parameter
/// that is newer than this list goes into ``others`` under its own name.
public struct RunwareOptions: Hashable, Sendable {
  /// How hard content is looked at.
  public enum Safety: String, Hashable, Sendable {
    /// Not at all.
    case none
    /// The first, middle and last frame.
    case fast
    /// Every frame.
    case full
  }

  /// A preset of speed against quality.
  public enum Acceleration: String, Hashable, Sendable {
    case none, low, medium, high
  }

  /// An adaptation of a model.
  public struct LoRA: Hashable, Sendable {
    /// Its AIR.
    public var model: String
    /// How strongly it acts, −4…4; the service's default is 1.
    public var weight: Double?
    /// `high`, `low` or `both`: which expert of a model with two it changes.
    public var transformer: String?

    /// An adaptation with its parts.
    public init(model: String, weight: Double? = nil, transformer: String? = nil) {
      self.model = model
      self.weight = weight
      self.transformer = transformer
    }
  }

  /// Denoising steps, 10…50, of open models.
  public var steps: Int?
  /// How closely the prompt is followed, 0…50; Kling takes 0…1.
  public var guidance: Double?
  /// The sampler's name.
  public var scheduler: String?
  /// A named resolution (`720p`) instead of a size.
  public var resolution: String?
  /// How many seconds a result stays, 60 or more.
  public var timeToLive: Int?
  /// Where each result is posted to.
  public var webhook: URL?
  /// Where each result's bytes are put.
  public var uploadEndpoint: URL?
  /// How hard content is looked at.
  public var safety: Safety?
  /// A preset of speed against quality.
  public var acceleration: Acceleration?
  /// Single settings of it, in Runware's words (`teaCache`, `cacheStartStep`, …).
  public var acceleratorOptions: [String: JSONValue] = [:]
  /// Adaptations.
  public var loras: [LoRA] = []
  /// What is spoken, 1…200 characters, instead of sound that is given.
  public var speech: String?
  /// The voice that speaks; the service's default is `auto`.
  public var voice: String?
  /// A mark on every frame, in Runware's words (`text` or `image`, `opacity`, `tiled`, …).
  public var watermark: [String: JSONValue] = [:]
  /// What one maker's models take, by the maker's name (`google`, `klingai`, …).
  public var makerSettings: [String: [String: JSONValue]] = [:]
  /// Parameters in Runware's words, by dotted path; they go last.
  public var others: [String: JSONValue] = [:]

  /// Nothing asked.
  public init() {}

  /// What is out of range, all of it.
  public var issues: [Issue] { ParameterList.runware.issues(in: parameters) }
}

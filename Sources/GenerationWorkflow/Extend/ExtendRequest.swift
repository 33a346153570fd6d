public import Foundation
public import MediaBasics
public import MediaEngine
public import ModelCatalog

/// What `extend` is asked for: a seed, a length, a model, and how the result should look.
public struct ExtendRequest: Sendable {
  /// How long the result should be.
  public enum Length: Sendable, Hashable {
    /// This many seconds in all.
    case to(Rational)
    /// This many seconds more than the seed.
    case by(Rational)
  }

  /// The video or image to go on from.
  public var seed: URL
  /// How long the result should be.
  public var length: Length
  /// The model's specification.
  public var model: ModelSpec
  /// The clips' prompts in order; the last one serves the rest.
  public var prompts: [String]
  /// What the clips should not show.
  public var negativePrompt: String?
  /// The size that the model is asked for; `nil`: its size nearest the seed's in aspect ratio.
  public var size: PixelSize?
  /// How the seed's last frame is brought to the model's size; what it adds comes off again.
  public var fit: Fit = .contain
  /// What fills the bars meanwhile.
  public var background: Background = .auto
  /// How clips are joined.
  public var seam: Seam = .drop
  /// Whether each clip is lifted to the colours that the clip before it ends with.
  public var matchesColor = false
  /// Whether the last clip leads back to the seed's first frame.
  public var loop = false
  /// How many candidates of each clip are generated; the one that begins most like its frame image is taken.
  public var bestOf = 1
  /// Tells apart several generations of one and the same chain; candidates take the numbers from here on.
  public var variant = 0
  /// The models' random seed.
  public var randomSeed: UInt64?
  /// Further parameters in the provider's words.
  public var extra: [String: JSONValue] = [:]
  /// The result's compression, 20…99.
  public var quality = 95
  /// Where the result goes; its extension decides the format.
  public var output: URL
  /// Whether an existing result is replaced.
  public var overwrite = false

  /// A request with its obligatory parts.
  public init(seed: URL, length: Length, model: ModelSpec, prompts: [String], output: URL) {
    self.seed = seed
    self.length = length
    self.model = model
    self.prompts = prompts
    self.output = output
  }

  /// The prompt of a clip, counted from 0.
  func prompt(of clip: Int) -> String? {
    clip < prompts.count ? prompts[clip] : prompts.last
  }
}

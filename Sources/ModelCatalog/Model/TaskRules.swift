/// What is special about one kind of task of a model; what is `nil` is as the model says in general.
public struct TaskRules: Hashable, Sendable, Codable {
  /// The sizes.
  public var sizes: SizeRule?
  /// Named shapes (`16:9`, `adaptive`) where the service takes such a word instead of a size.
  public var aspectRatios: [String]?
  /// Named resolutions (`720p`).
  public var resolutions: [String]?
  /// The lengths.
  public var durations: DurationRule?
  /// Frames a second.
  public var fps: [Int]?
  /// Whether a prompt is needed.
  public var promptNeed: PromptRule.Need?
  /// Parameters that must be sent, in the provider's words.
  public var required: [String]?
  /// Further parameters that the service knows, in the provider's words.
  public var optional: [String]?

  /// Whether a parameter is among those that are named.
  func names(_ parameter: String) -> Bool {
    required?.contains(parameter) == true || optional?.contains(parameter) == true
  }
}

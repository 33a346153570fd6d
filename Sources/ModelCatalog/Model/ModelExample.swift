public import MediaBasics

/// A request in short, and whether its model takes it.
public struct ModelExample: Hashable, Sendable, Codable {
  /// The prompt; `nil`: one of a few words where the model needs one.
  public var prompt: String?
  /// The negative prompt.
  public var negativePrompt: String?
  /// Seconds.
  public var duration: Rational?
  /// Frames a second.
  public var fps: Int?
  /// The size.
  public var size: PixelSize?
  /// The seed.
  public var seed: UInt64?
  /// The places of frame images.
  public var frames: [FramePosition]?
  /// How many reference images.
  public var references: Int?
  /// Whether there is a video to work on.
  public var video: Bool?
  /// Whether there is an actor's video.
  public var performance: Bool?
  /// Whether there is sound.
  public var audio: Bool?
  /// The code of the issue that it must lead to; `nil`: none but warnings.
  public var refusal: String?

  /// The request in full.
  public func request(for model: ModelSpec) -> GenerationRequest {
    let image = MediaReference.identifier("00000000-0000-4000-8000-000000000000")
    var request = GenerationRequest(
      model: model.id, prompt: prompt,
      negativePrompt: negativePrompt, duration: duration, fps: fps, size: size, seed: seed,
      frameImages: (frames ?? []).map { FrameImage(image, at: $0) },
      referenceImages: Array(repeating: image, count: references ?? 0),
      audios: audio == true ? [image] : [], seedVideo: video == true ? image : nil,
      performance: performance == true ? image : nil)
    let need = model.rules(for: model.task(for: request) ?? TaskKind(of: request)).promptNeed
    if prompt == nil, need != PromptRule.Need.none { request.prompt = "a slow turn of a red mug" }
    return request
  }
}

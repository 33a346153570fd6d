import Foundation
import GenerationClient
public import MediaBasics
import MediaEngine
public import ModelCatalog

/// What an extension will ask for, as far as it can be known before the first clip is there.
public struct ExtendPlan: Sendable {
  /// The size that the model is asked for; `nil` where it takes the frame image's.
  public let modelSize: PixelSize?
  /// The result's size.
  public let size: PixelSize
  /// The result's frame rate; for an image seed the model's, until a clip has been measured.
  public let fps: Rational
  /// Frames of the result.
  public let frames: Int
  /// The durations to ask for, in order.
  public let durations: [Rational]
  /// How many variants are asked for of each clip; a picture's first clip, which has no seam, has one.
  public let variants: [Int]
  /// What all of it is expected to cost; `nil` where the model's price isn't known.
  public let cost: Cost?
  /// What is worth a word.
  public let warnings: [Issue]
  /// The model's frame rate as its specification says.
  let modelRate: Rational

  /// Plans an extension and checks each request of it, all mistakes at once.
  ///
  /// - Throws: `workflow.request` with every issue; `workflow.length` where the seed is as long already;
  ///   `workflow.option` where `bestOf`, `variant` or `quality` can't be; `media.crossfade`; `media.format` where the output is named like no video, `workflow.onto-seed` where it is the seed.
  init(_ request: ExtendRequest, seed: SeedMedia, provider: any GenerationProvider) throws {
    let model = request.model
    // Refused before money is spent, not after.
    _ = try VideoFormat(of: request.output)
    try request.seam.check()
    try Self.checkWays(request, seed)
    modelRate = Rational(model.defaultFPS() ?? 24)
    fps = seed.video?.fps ?? modelRate
    modelSize = model.sizeFollowsFrameImage == true ? nil : request.size ?? model.nearestSize(to: seed.size)
    let clipSize = modelSize ?? (seed.video == nil ? model.frameSize(like: seed.size) : nil)
    if request.fit == .cover, seed.video != nil, let modelSize, !Self.isLike(seed.size, modelSize) {
      throw WorkflowError.coverCuts
    }
    self.size = Self.resultSize(request, seed, clipSize)
    frames = try Self.frames(request.length, seed, fps)
    let chain = Chain(seedFrames: seed.frames, fps: fps, seam: request.seam)
    guard let missing = try chain.missing(for: frames) else { throw WorkflowError.longEnough(request, seed) }
    let durations = try Self.durations(
      covering: missing, model: model, at: modelSize, rate: modelRate, seam: request.seam, first: chain.isEmpty)
    let size = modelSize
    let prototypes = durations.enumerated().map { clip, duration in
      request.prototype(
        clip: clip, duration: duration, size: size, lastToo: request.loop && clip == durations.count - 1)
    }
    let issues = prototypes.flatMap { RequestChecker.issues(in: $0, for: model) + provider.issues(in: $0) }
    warnings = try WorkflowError.refuse(issues, model: model) + Self.smallSeed(seed, self.size, clips: clipSize)
    self.durations = durations
    variants = durations.indices.map { request.variants(hasSeam: $0 > 0 || !chain.isEmpty) }
    let costs = zip(prototypes, variants).compactMap { prototype, count in
      RequestChecker.expectedCost(of: prototype, for: model).map { $0 * count }
    }
    cost = costs.count == prototypes.count ? costs.reduce(.zero, +) : nil
  }

  /// How many generations are asked for.
  public var generations: Int { variants.reduce(0, +) }

  /// What all of it is expected to cost.
  ///
  /// - Parameter dearestSecond: the most that a second of the model's clips ever cost; counts where no price is listed.
  func cost(dearestSecond: Decimal?) -> Cost? {
    let seconds = zip(durations, variants).map { $0.doubleValue * Double($1) }.reduce(0, +)
    return cost ?? dearestSecond.map { Cost($0 * Decimal(seconds.rounded(.up))) }
  }

  /// The durations that cover what is missing; asked again after each clip with what was measured.
  static func durations(
    covering missing: Rational, model: ModelSpec, at size: PixelSize?, rate: Rational, seam: Seam, first: Bool
  ) throws -> [Rational] {
    var choices = model.durations(at: size)
    // A model whose lengths nobody knows: its own default, or what nearly every model makes.
    if choices.isEmpty { choices = [model.defaultDuration ?? Rational(5)] }
    let offers = choices.map { ChainPlan.Offer(duration: $0, price: Int(min($0.doubleValue * 1000, 1e12).rounded())) }
    // An image's first clip has no seam: it covers more than a chained one.
    let lost = seam.lostFrames(at: rate)
    let gain = first ? Rational(lost).divided(by: rate) ?? .zero : .zero
    let left = missing.minus(gain) ?? missing
    return try ChainPlan(covering: left > .zero ? left : missing, with: offers, frameRate: rate, lost: lost).durations
  }

  private static func frames(_ length: ExtendRequest.Length, _ seed: SeedMedia, _ fps: Rational) throws -> Int {
    switch length {
    case .to(let seconds): try Timeline(duration: seconds, fps: fps).totalFrames
    case .by(let seconds): seed.frames + (try Timeline(duration: seconds, fps: fps).totalFrames)
    }
  }

  /// The seed's size; for an image never more than the model makes. Both sides even, as H.264 wants them.
  private static func resultSize(_ request: ExtendRequest, _ seed: SeedMedia, _ modelSize: PixelSize?) -> PixelSize {
    var size = seed.size
    if seed.video == nil, let modelSize {
      let content = Placement(of: seed.size, in: modelSize, fit: request.fit).contentRect.size ?? modelSize
      if request.fit == .cover || content.pixelCount < size.pixelCount { size = content }
    }
    return size.even
  }

  /// Whether two sizes have one shape, so that nothing is cut off on the way from one to the other.
  private static func isLike(_ one: PixelSize, _ other: PixelSize) -> Bool {
    one.width * other.height == other.width * one.height
  }

  /// The result has a picture's size, however much larger the clips are that are paid for.
  private static func smallSeed(_ seed: SeedMedia, _ size: PixelSize, clips: PixelSize?) -> [Issue] {
    guard seed.video == nil, let clips, clips.pixelCount > 2 * size.pixelCount else { return [] }
    return [
      Issue(
        .warning, code: "smallSeed", path: "seed", given: .string("\(seed.size)"),
        allowed: .string("\(clips)"),
        message:
          "The result has the picture's size, \(size), though the clips are made at \(clips): give a larger picture.")
    ]
  }

  private static func checkWays(_ request: ExtendRequest, _ seed: SeedMedia) throws(WorkflowError) {
    guard (1...100).contains(request.bestOf) else {
      throw .option("bestOf", given: "\(request.bestOf)", allowed: "1…100")
    }
    try WorkflowError.check(quality: request.quality)
    // What is paid for would be left out, or be of another length than is reckoned with.
    if let word = ["duration", "numberResults"].first(where: { request.extra[$0] != nil }) {
      throw .option(
        "set", given: word, allowed: "something else: a chain decides by itself how many clips it needs, and how long"
      )
    }
    guard (0...Int(Int32.max)).contains(request.variant) else {
      throw .option("variant", given: "\(request.variant)", allowed: "0…\(Int32.max)")
    }
    if request.output.resolvingSymlinksInPath().path == request.seed.resolvingSymlinksInPath().path {
      throw .ontoSeed(request.seed)
    }
    let places = request.model.frameImages?.places
    if request.loop, let places, !places.contains(.last), !places.contains(.any) { throw .noLastFrame(request.model) }
  }
}

extension ExtendRequest {
  /// How many variants of a clip are asked for: they compete at the seam.
  func variants(hasSeam: Bool) -> Int { hasSeam ? bestOf : 1 }

  /// The request of a clip, without its frame images' files.
  func prototype(clip: Int, duration: Rational, size: PixelSize?, lastToo: Bool = false) -> GenerationRequest {
    let image = MediaReference.file(URL(fileURLWithPath: "frame image"))
    var request = GenerationRequest(
      model: model.id, prompt: prompt(of: clip), negativePrompt: negativePrompt, duration: duration, size: size,
      seed: randomSeed, frameImages: [FrameImage(image, at: .first)], extra: extra)
    if lastToo { request.frameImages.append(FrameImage(image, at: .last)) }
    return request
  }
}

import Foundation
import GenerationClient
import MediaBasics
import MediaEngine
import ModelCatalog

/// How a job's video is made: one generation, or a chain of them.
enum JobRecipe: Sendable {
  case clip(GenerateRequest)
  case chain(ExtendRequest)

  /// The recipe of a job.
  ///
  /// - Parameter video: where the finished video goes.
  /// - Throws: `workflow.job` where a length is asked for and there is nothing to begin with.
  init(_ job: ManifestJob, video: URL) throws {
    if let length = job.settings.length {
      self = .chain(try Self.chain(job, length, video: video))
    } else {
      self = .clip(Self.clip(job, video: video))
    }
  }

  /// The local files that go into it.
  var files: [URL] {
    switch self {
    case .clip(let request): request.asked.files
    case .chain(let request): [request.seed]
    }
  }

  /// The picture or clip that it starts from, where that is a local file.
  var input: URL? { files.first }

  /// The same for candidate `number`, counted from 0, of a later edition where what exists is to be made anew.
  func variant(_ number: Int, edition: Int) -> JobRecipe {
    // A chain's own candidates need numbers of theirs in between.
    let variant = (edition * 8 + number) * 8
    switch self {
    case .clip(var request):
      request.variant = variant
      request.asked.seed = request.asked.seed.map { $0 &+ UInt64(number) }
      return .clip(request)
    case .chain(var request):
      request.variant = variant
      request.randomSeed = request.randomSeed.map { $0 &+ UInt64(number) }
      return .chain(request)
    }
  }

  private static func clip(_ job: ManifestJob, video: URL) -> GenerateRequest {
    let settings = job.settings
    var frameImages: [FrameImage] = []
    if let image = settings.image { frameImages.append(FrameImage(job.media(image), at: .first)) }
    if let image = settings.lastImage { frameImages.append(FrameImage(job.media(image), at: .last)) }
    let asked = GenerationRequest(
      model: job.model.id, prompt: settings.prompts.first, negativePrompt: settings.negativePrompt,
      duration: settings.duration, fps: settings.fps, size: settings.size, seed: settings.seed,
      frameImages: frameImages, referenceImages: settings.referenceImages.map(job.media),
      audios: settings.audios.map(job.media), seedVideo: settings.video.map(job.media), extra: settings.set)
    var request = GenerateRequest(model: job.model, asked: asked, output: video)
    request.fit = settings.fit
    request.background = settings.background
    request.overwrite = true
    return request
  }

  private static func chain(_ job: ManifestJob, _ length: Rational, video: URL) throws -> ExtendRequest {
    let settings = job.settings
    guard let start = settings.video ?? settings.image, case .file(let seed) = job.media(start) else {
      throw WorkflowError.chainWithoutSeed(job)
    }
    var request = ExtendRequest(
      seed: seed, length: .to(length), model: job.model, prompts: settings.prompts, output: video)
    request.negativePrompt = settings.negativePrompt
    request.size = settings.size
    request.fit = settings.fit
    request.background = settings.background
    request.seam = settings.seam
    request.matchesColor = settings.matchesColor
    request.loop = settings.loop
    request.bestOf = settings.keep == .best ? settings.count : 1
    request.randomSeed = settings.seed
    request.extra = settings.set
    request.quality = settings.quality ?? request.quality
    request.overwrite = true
    return request
  }
}

extension ManifestJob {
  /// A picture, clip or sound of the manifest: what a service knows stays as it is, a path is relative to the manifest.
  func media(_ text: String) -> MediaReference {
    MediaReference(text, relativeTo: folder)
  }

  /// Whether it is made of words alone.
  var isBare: Bool { settings.image == nil && settings.video == nil && settings.referenceImages.isEmpty }

  /// How many whole videos are made of it.
  var candidates: Int {
    settings.length != nil && settings.keep == .best ? 1 : settings.count
  }
}

extension WorkflowError {
  static func chainWithoutSeed(_ job: ManifestJob) -> WorkflowError {
    WorkflowError(
      "job", .configuration, "Job '\(job.id)' has a length, but no local image or video to begin with.",
      hint: "Give it an image or a video that is a file here, or a duration in place of the length.")
  }
}

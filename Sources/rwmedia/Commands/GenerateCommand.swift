import ArgumentParser
import Foundation
import GenerationClient
import GenerationWorkflow
import MediaBasics
import MediaEngine
import ModelCatalog

/// Has a clip generated.
struct GenerateCommand: ToolCommand {
  static let goesOn = true
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Have a model generate a clip from a prompt, images or video.",
    discussion: """
      Images are brought to the model's size first; the bars that this adds come off the clip again. Run again after \
      any interruption: what was paid for is fetched, not bought again.
      """)

  @OptionGroup var prompts: PromptOptions

  @Option(help: "What the clip should show.")
  var prompt: String?

  @Option(help: "The image that the clip begins with.")
  var firstFrame: String?

  @Option(help: "The image that the clip ends with.")
  var lastFrame: String?

  @Option(help: "An image at a frame: IMAGE@first, IMAGE@last or IMAGE@NUMBER. May be given again.")
  var frameImage: [String] = []

  @Option(help: "An image that guides style or subject. May be given again.")
  var referenceImage: [String] = []

  @Option(help: "A video that guides. May be given again.")
  var referenceVideo: [String] = []

  @Option(help: "Sound to move or speak to. May be given again.")
  var audio: [String] = []

  @Option(help: "The video that the model works on.")
  var seedVideo: String?

  @Option(help: "A video of somebody acting, for a character to follow.")
  var performance: String?

  @Option(help: "Seconds. Default: the model's.", transform: Parse.seconds)
  var duration: Rational?

  @Option(help: "Frames a second, where the model leaves a choice.")
  var fps: Int?

  @Option(help: "How many results, 1…4.")
  var count: Int = 1

  @Option(help: "mp4 or webm. Default: by the output's extension.", transform: Parse.format)
  var format: VideoFormat?

  @Option(help: "Encode the result with 20 (smallest) … 99 (best). Default: as it came.", transform: Parse.quality)
  var quality: Int?

  @OptionGroup var pictures: ImageFitOptions
  @OptionGroup var provider: ProviderOptions
  @OptionGroup var record: LedgerOptions
  @OptionGroup var delivery: DeliveryOptions
  @OptionGroup var report: ReportOptions

  func execute(_ console: Console) async throws -> ExitStatus {
    let model = try Catalog.current.model(prompts.model)
    let request = try request(model)
    return try await ProviderSession.run(
      provider, uses: [(model.provider, model.id)],
      ledger: record.place(beside: delivery.output, rehearsal: prompts.dryRun),
      purse: Purse(delivery.output.standardizedFileURL.path, limit: prompts.maxCost), rehearsal: prompts.dryRun,
      console: console
    ) { session in
      prompts.dryRun
        ? try await rehearse(request, session, console) : try await generate(request, session, console)
    }
  }

  private func generate(
    _ request: GenerateRequest, _ session: ProviderSession, _ console: Console
  ) async throws -> ExitStatus {
    let report = try await ClipGenerator(session.generator).generate(request, progress: console.progress)
    for warning in report.warnings { console.warn(warning) }
    let lines = report.outputs.map {
      "\($0.output): \($0.width)x\($0.height), \(NumberText.of($0.fps)) fps, \($0.frames) frames, \(NumberText.of($0.seconds)) s"
    }
    try console.result(
      report, (lines + ["task \(report.taskUUID), \(CostText.of(report.cost, provider))"]).joined(separator: "\n"))
    return .done
  }

  private func rehearse(
    _ request: GenerateRequest, _ session: ProviderSession, _ console: Console
  ) async throws -> ExitStatus {
    let clips = ClipGenerator(session.generator)
    let (asked, issues) = try await clips.plan(request)
    for issue in issues { console.warn(issue.message) }
    try DryRun(
      request: clips.payload(asked), expectedCost: try await clips.price(asked, of: request.model),
      warnings: issues.map(\.message)
    ).show(console)
    return .done
  }

  private func request(_ model: ModelSpec) throws -> GenerateRequest {
    var asked = GenerationRequest(
      model: model.id, prompt: prompt, negativePrompt: prompts.negativePrompt, duration: duration, fps: fps,
      size: prompts.size, seed: prompts.randomSeed, frameImages: try frameImages(),
      referenceImages: referenceImage.map { MediaReference($0) },
      referenceVideos: referenceVideo.map { MediaReference($0) }, audios: audio.map { MediaReference($0) },
      seedVideo: seedVideo.map { MediaReference($0) }, performance: performance.map { MediaReference($0) },
      results: count, extra: try prompts.extra())
    if let format { asked.outputFormat = format.rawValue }
    var request = GenerateRequest(model: model, asked: asked, output: delivery.output)
    request.fit = pictures.fit
    request.background = pictures.background
    request.quality = quality
    request.overwrite = delivery.overwrite
    return request
  }

  private func frameImages() throws -> [FrameImage] {
    var images: [FrameImage] = []
    if let firstFrame { images.append(FrameImage(MediaReference(firstFrame), at: .first)) }
    for text in frameImage {
      guard let at = text.lastIndex(of: "@"), at != text.startIndex else {
        return try Parse.fail("--frame-image '\(text)' names no frame; write IMAGE@first, IMAGE@last or IMAGE@12.")
      }
      let position = try Parse.position(String(text[text.index(after: at)...]))
      images.append(FrameImage(MediaReference(String(text[..<at])), at: position))
    }
    if let lastFrame { images.append(FrameImage(MediaReference(lastFrame), at: .last)) }
    return images
  }
}

import ArgumentParser
import Foundation
import GenerationWorkflow
import MediaBasics
import MediaEngine
import ModelCatalog

/// Makes a clip longer by generated clips that go on from it.
struct ExtendCommand: ToolCommand {
  static let goesOn = true
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: "Make a clip (or an image) longer by chaining generated clips.",
    discussion: """
      Each clip begins with the frame that the one before ended on; that frame is shown once. The result has the seed's \
      size and frame rate and exactly --to × fps frames. Run again after any interruption: what was paid for is fetched, \
      not bought again.
      """)

  @Argument(help: "The video or image to go on from.", completion: .file(), transform: Parse.file)
  var seed: URL

  @Option(help: ArgumentHelp("Seconds that the result lasts in all.", valueName: "seconds"), transform: Parse.seconds)
  var to: Rational?

  @Option(help: ArgumentHelp("Seconds that are added to the seed.", valueName: "seconds"), transform: Parse.seconds)
  var by: Rational?

  @Option(help: "What the next clip shows. May be given again, one a clip; the last serves the rest.")
  var prompt: [String] = []

  @OptionGroup var prompts: PromptOptions

  @Option(help: "drop (the doubled frame), keep, or crossfade:SECONDS. Default: drop.", transform: Parse.seam)
  var seam: Seam = .drop

  @Flag(help: "Lift each clip to the colours that the clip before it ends with.")
  var matchColor = false

  @Flag(help: "Lead back to the seed's first frame; the result is then as long as its clips, not cut.")
  var loop = false

  @Option(help: "Generate each clip N times and take the one that goes on best. Costs N times as much.")
  var bestOf: Int = 1

  @Option(help: "20 (smallest) … 99 (best). Default: 95.", transform: Parse.quality)
  var quality: Int = 95

  @OptionGroup var pictures: ImageFitOptions
  @OptionGroup var provider: ProviderOptions
  @OptionGroup var record: LedgerOptions
  @OptionGroup var delivery: DeliveryOptions
  @OptionGroup var report: ReportOptions

  mutating func validate() throws {
    guard (to == nil) != (by == nil) else { return try Parse.fail("Give either --to SECONDS or --by SECONDS.") }
    guard (1...8).contains(bestOf) else { return try Parse.fail("--best-of is \(bestOf); 1…8 are possible.") }
  }

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
        ? try await rehearse(request, session, console) : try await extend(request, session, console)
    }
  }

  private func extend(
    _ request: ExtendRequest, _ session: ProviderSession, _ console: Console
  ) async throws -> ExitStatus {
    let report = try await Extender(session.generator).extend(request, progress: console.progress)
    for warning in report.warnings { console.warn(warning) }
    let clips = report.plan.map {
      "clip \($0.clip): \($0.duration) s asked, \($0.frames) frames, task \($0.taskUUID)"
    }
    let facts =
      "\(report.output): \(report.frames) frames, \(NumberText.of(report.seconds)) s at \(NumberText.of(report.fps)) fps"
    try console.result(
      report,
      (clips + SeamText.lines(report.seams) + [facts, "cost: \(CostText.of(report.cost, provider))"]).joined(
        separator: "\n"))
    return report.ok ? .done : .checkFailed
  }

  private func rehearse(
    _ request: ExtendRequest, _ session: ProviderSession, _ console: Console
  ) async throws -> ExitStatus {
    let extender = Extender(session.generator)
    let plan = try await extender.plan(request)
    for issue in plan.warnings { console.warn(issue.message) }
    let cost = try await extender.price(plan, of: request.model)
    try ExtendRehearsal(plan, cost, first: try extender.firstPayload(request, plan)).show(console)
    return .done
  }

  private func request(_ model: ModelSpec) throws -> ExtendRequest {
    let length: ExtendRequest.Length = if let to { .to(to) } else { .by(by ?? .zero) }
    var request = ExtendRequest(
      seed: seed, length: length, model: model, prompts: prompt, output: delivery.output)
    request.negativePrompt = prompts.negativePrompt
    request.size = prompts.size
    request.fit = pictures.fit
    request.background = pictures.background
    request.seam = seam
    request.matchesColor = matchColor
    request.loop = loop
    request.bestOf = bestOf
    request.randomSeed = prompts.randomSeed
    request.extra = try prompts.extra()
    request.quality = quality
    request.overwrite = delivery.overwrite
    return request
  }
}

/// What an extension would do: the JSON document of `extend --dry-run`.
private struct ExtendRehearsal: Encodable {
  let frames: Int
  let fps: Double
  let width: Int
  let height: Int
  let durations: [Double]
  let expectedCost: Cost?
  let warnings: [String]
  let firstRequest: JSONValue

  init(_ plan: ExtendPlan, _ cost: Cost?, first: JSONValue) {
    frames = plan.frames
    fps = plan.fps.doubleValue
    width = plan.size.width
    height = plan.size.height
    durations = plan.durations.map(\.doubleValue)
    expectedCost = cost
    warnings = plan.warnings.map(\.message)
    firstRequest = first
  }

  func show(_ console: Console) throws {
    let json = String(decoding: try firstRequest.data(pretty: true), as: UTF8.self)
    let clips = durations.map { "\($0) s" }.joined(separator: ", ")
    try console.result(
      self,
      """
      \(frames) frames at \(NumberText.of(fps)) fps, \(width)x\(height), from \(durations.count) clip(s): \(clips)
      the first request:
      \(json)
      expected: \(CostText.of(expectedCost)); nothing was sent
      """)
  }
}

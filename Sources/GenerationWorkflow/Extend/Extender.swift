import Foundation
import GenerationClient
public import MediaBasics
import MediaEngine
public import ModelCatalog

/// Makes a seed longer: has clips generated that go on from each other, joins them and checks every frame.
public struct Extender: Sendable {
  private let generator: Generator
  private let frames: FrameImages

  /// An extender that generates with `generator` and keeps its clips beside the generator's ledger.
  public init(_ generator: Generator) {
    self.generator = generator
    frames = FrameImages(folder: generator.ledger.folder.appendingPathComponent("frames"))
  }

  /// What would be done; sends and costs nothing.
  ///
  /// - Throws: as ``extend(_:progress:)`` before its first request.
  public func plan(_ request: ExtendRequest) async throws -> ExtendPlan {
    try ExtendPlan(request, seed: try await SeedMedia(request.seed), provider: generator.provider)
  }

  /// What a plan is expected to cost; `nil` where neither the catalog nor the ledger tells.
  ///
  /// - Throws: `workflow.ledger`.
  public func price(_ plan: ExtendPlan, of model: ModelSpec) async throws -> Cost? {
    plan.cost(
      dearestSecond: try await generator.ledger.dearestSecond(of: model.id, scope: generator.provider.scope))
  }

  /// The first clip's request as it would be sent, with a note in the place of its frame image.
  public func firstPayload(_ request: ExtendRequest, _ plan: ExtendPlan) throws -> JSONValue {
    let leadsBack = request.loop && plan.durations.count == 1
    var first = request.prototype(clip: 0, duration: plan.durations[0], size: plan.modelSize)
    let seed = request.seed.lastPathComponent
    first.frameImages = [FrameImage(.identifier("<last frame of \(seed), uploaded>"), at: .first)]
    if leadsBack {
      first.frameImages.append(FrameImage(.identifier("<first frame of \(seed), uploaded>"), at: .last))
    }
    return try generator.provider.payload(for: first, taskID: "<a new UUID>")
  }

  /// Extends the seed and gives what was made.
  ///
  /// The same call made again after any interruption goes on where it stood and buys nothing twice.
  ///
  /// - Throws: `workflow.request` and `workflow.length` before anything is sent; what ``Generator`` throws;
  ///   `file.…` and `media.…` about the seed or the output.
  public func extend(_ request: ExtendRequest, progress: ProgressHandler? = nil) async throws -> ExtendReport {
    // Refused before money is spent, not after.
    let output = try OutputFile(request.output, overwrite: request.overwrite)
    let seed = try await SeedMedia(request.seed)
    let plan = try ExtendPlan(request, seed: seed, provider: generator.provider)
    if let limit = generator.purse.limit, let cost = plan.cost, cost.amount > limit {
      generator.notes("All of it is expected to cost \(cost): at the limit of \(Cost(limit)) it will stop part-way.")
    }
    let chain = try await generateChain(request, plan, seed, progress: progress)
    do {
      let report = try await ChainAssembly(request: request, plan: plan, seed: seed, chain: chain)
        .assemble(output.scratch, progress: progress)
      try output.publish()
      return report
    } catch {
      output.discard()
      throw error
    }
  }

  /// Has one clip after the other generated until the length is reached; each clip is measured before the next is planned.
  private func generateChain(
    _ request: ExtendRequest, _ plan: ExtendPlan, _ seed: SeedMedia, progress: ProgressHandler?
  ) async throws -> Chain {
    var chain = Chain(seedFrames: seed.frames, fps: plan.fps, seam: request.seam)
    var wanted = plan.frames
    while let missing = try chain.missing(for: wanted) {
      let rate = chain.links.last?.video.fps ?? plan.modelRate
      let durations = try ExtendPlan.durations(
        covering: missing, model: request.model, at: plan.modelSize, rate: rate, seam: request.seam,
        first: chain.isEmpty)
      let isLast = durations.count == 1
      let link = try await nextLink(
        request, plan, seed, chain, duration: durations[0], last: isLast, of: chain.links.count + durations.count,
        progress: progress)
      let lost = chain.isEmpty ? 0 : request.seam.lostFrames(at: link.video.fps)
      guard link.video.frames > max(lost, Self.leastFrames(link, asked: durations[0])) else {
        throw WorkflowError.tooShort(link)
      }
      if seed.video == nil, chain.links.isEmpty {
        // An image has no rate of its own: the result takes the first clip's, as measured.
        chain = Chain(seedFrames: 0, fps: link.video.fps, seam: request.seam)
        wanted = try plan.frames(at: link.video.fps, of: request)
      }
      chain.append(link)
    }
    return chain
  }

  /// Clips of a quarter of what was asked for would take four times the purchases that the plan tells.
  private static func leastFrames(_ link: Chain.Link, asked: Rational) -> Int {
    Int(asked.doubleValue * link.video.fps.doubleValue / 4)
  }

  private func nextLink(
    _ request: ExtendRequest, _ plan: ExtendPlan, _ seed: SeedMedia, _ chain: Chain, duration: Rational, last: Bool,
    of count: Int, progress: ProgressHandler?
  ) async throws -> Chain.Link {
    let number = chain.links.count + 1
    let label = "\(request.output.lastPathComponent), clip \(number) of \(count)"
    let first = try await frames.next(after: chain, seed: seed, request: request, size: plan.modelSize)
    var asked = request.prototype(clip: number - 1, duration: duration, size: plan.modelSize)
    asked.frameImages = [FrameImage(.file(first.file), at: .first)]
    if request.loop, last {
      let opening = try await frames.opening(of: seed, request: request, size: plan.modelSize)
      asked.frameImages.append(FrameImage(.file(opening.file), at: .last))
    }
    let earlier = chain.end(seed: seed.video == nil ? nil : seed.file)
    let variants = request.variants(hasSeam: earlier != nil)
    let candidates = try await Candidates(generator: generator, model: request.model, label: label).generate(
      asked, variants: request.variant..<(request.variant + variants), progress: progress)
    let costs = candidates.compactMap(\.task.cost)
    let spent = costs.isEmpty ? nil : costs.reduce(.zero, +)
    var links: [Chain.Link] = []
    for (task, clip) in candidates {
      let video = try clip.video
      links.append(
        Chain.Link(
          task: task, file: clip.file, video: video,
          frameImage: first.file, contentRect: first.contentRect.scaled(from: first.size, to: video.size),
          duration: duration, cost: spent))
    }
    return try await Candidates.best(of: links, after: earlier)
  }
}

extension ExtendPlan {
  /// The result's frames at a rate that became known only with the first clip.
  func frames(at fps: Rational, of request: ExtendRequest) throws -> Int {
    switch request.length {
    case .to(let seconds), .by(let seconds): try Timeline(duration: seconds, fps: fps).totalFrames
    }
  }
}

extension WorkflowError {
  static func tooShort(_ link: Chain.Link) -> WorkflowError {
    WorkflowError(
      "too-short", .refused,
      "\(link.task.model) made a clip of \(link.video.frames) frame(s) where \(link.duration.decimalText) s were asked for.",
      hint: "Look at '\(link.file.relativePath)'; try another model or prompt.",
      details: ["task": .string(link.task.id)])
  }
}

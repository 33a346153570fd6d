import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// Joins a finished chain, trims it to its length, and checks what came out.
struct ChainAssembly: Sendable {
  let request: ExtendRequest
  let plan: ExtendPlan
  let seed: SeedMedia
  let chain: Chain

  /// Writes the result to `scratch` and reports it under the name that it is going to have.
  func assemble(_ scratch: URL, progress: ProgressHandler?) async throws -> ExtendReport {
    let frames = try wantedFrames
    var options = JoinOptions()
    options.seam = request.seam
    options.frames = frames
    options.size = size
    options.fps = chain.fps
    options.quality = request.quality
    // The seed keeps every frame of its own, and each seam is measured.
    options.copiesPackets = false
    options.matchesColor = request.matchesColor
    let joined = try await ClipJoiner.join(clips, to: scratch, options: options, overwrite: true, progress: progress)
    let check = try await Verifier.verify(
      scratch, Expectation(frames: frames, fps: chain.fps, size: size), progress: nil)
    // A clip that ends as it began is asked for in the same words again, and was paid for once.
    let costs = Dictionary(chain.links.map { ($0.task.id, $0.cost) }) { first, _ in first }.values.compactMap(\.self)
    return ExtendReport(
      output: request.output.relativePath, frames: check.frames, seconds: check.seconds, fps: check.fps,
      plan: chain.links.enumerated().map { index, link in
        ExtendReport.Clip(
          clip: index + 1, duration: link.duration.doubleValue, taskUUID: link.task.remoteID,
          frames: link.video.frames, cost: link.cost.map { NSDecimalNumber(decimal: $0.amount).doubleValue })
      },
      seams: joined.seams, cost: costs.reduce(.zero, +), checks: check.checks, ok: check.ok,
      frameImage: chain.links.first?.frameImage.path,
      warnings: plan.warnings.map(\.message) + seed.warnings(resultSize: size, fps: chain.fps) + joined.warnings
        + check.warnings)
  }

  /// The planned size; of a picture whose model makes a size of its own, the same shape within the first clip: nothing
  /// is blown up.
  private var size: PixelSize {
    guard seed.video == nil, plan.modelSize == nil, let first = chain.links.first else { return plan.size }
    let made = first.contentRect.size ?? first.video.size
    let scale = min(
      Double(made.width) / Double(plan.size.width), Double(made.height) / Double(plan.size.height))
    func scaled(_ side: Int) -> Int { Int((Double(side) * scale).rounded()) }
    guard scale < 1 else { return plan.size }
    return PixelSize(width: scaled(plan.size.width), height: scaled(plan.size.height))?.even ?? plan.size
  }

  private var clips: [JoinClip] {
    let opening = seed.video == nil ? [] : [JoinClip(seed.file)]
    return opening + chain.links.map { JoinClip($0.file, contentRect: $0.contentRect) }
  }

  /// What was asked for; a loop is never cut, it only loses its last frame, which is the seed's first once more.
  private var wantedFrames: Int {
    get throws {
      guard request.loop else { return seed.video == nil ? try plan.frames(at: chain.fps, of: request) : plan.frames }
      guard let frames = try chain.covered().times(chain.fps) else { throw WorkflowError.arithmetic }
      return Int(frames.rounded) - 1
    }
  }
}

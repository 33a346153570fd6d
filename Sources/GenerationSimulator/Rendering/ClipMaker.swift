import Foundation
import MediaBasics
import ModelCatalog

/// Orders the clips of a request: one for each result, with a seed of its own.
struct ClipMaker {
  let backend: Backend
  let model: ModelSpec
  let shape: ClipShape

  /// The clips.
  ///
  /// - Parameters:
  ///   - frames: The assets of the request's frame images, in their order.
  ///   - opening: What clips begin on where no frame image says so.
  func clips(
    of request: GenerationRequest, taskID: String, frames: [MediaAsset], opening: MediaAsset? = nil
  ) async throws -> [SimulatedTask.Clip] {
    let named = request.frameImages.compactMap(\.position)
    let places =
      frames.isEmpty
      ? [] : try named.isEmpty ? shape.timeline.positions(images: frames.count) : shape.timeline.resolve(named)
    let pictures = Dictionary(zip(places, frames)) { first, _ in first }
    let last = shape.timeline.totalFrames - 1
    var lots = SplitMix64(seed: backend.settings.seed ^ stableHash(taskID.lowercased()))
    var clips: [SimulatedTask.Clip] = []
    for index in 0..<max(request.results, 1) {
      let drawn = UInt64(UInt32.random(in: 1 ... .max, using: &lots))
      let extra = await backend.faults.next(.clip) == .extraFrame ? 1 : 0
      let order = RenderOrder(
        size: shape.size, fps: shape.fps, frames: shape.timeline.totalFrames + extra,
        first: (pictures[0] ?? opening).map(Self.picture), last: pictures[last].map(Self.picture), label: model.id,
        // Without a seed the prompt makes clips differ, so that equal requests share their renders.
        variation: (request.seed ?? stableHash(request.prompt ?? "")) &+ UInt64(index),
        format: MediaFormat(rawValue: request.outputFormat?.lowercased() ?? "") ?? .mp4,
        quality: request.outputQuality ?? 95)
      clips.append(
        SimulatedTask.Clip(
          id: Self.uuid(from: &lots), seed: request.seed.map { $0 &+ UInt64(index) } ?? drawn, order: order))
    }
    return clips
  }

  private static func picture(_ asset: MediaAsset) -> RenderOrder.Picture {
    RenderOrder.Picture(sha256: asset.sha256, file: asset.file)
  }

  /// A UUID of version 4 out of a generator's next numbers.
  private static func uuid(from lots: inout SplitMix64) -> String {
    let digits = [lots.next(), lots.next()].map { String($0 | 1 << 63, radix: 16) }.joined()
    var characters = Array(digits)
    characters[12] = "4"
    characters[16] = "a"
    let text = String(characters)
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { start, end in
      String(text.dropFirst(start).prefix(end - start))
    }.joined(separator: "-")
  }
}

import Foundation
import MediaBasics
import MediaEngine

/// Brings a fetched clip to where and how the user wants it.
struct Delivery: Sendable {
  /// What a fit added to the frame images, and so to the clip.
  struct Bars: Sendable {
    /// The size that the images were prepared to.
    let size: PixelSize
    /// The part of it that isn't bars.
    let contentRect: PixelRect
  }

  let request: GenerateRequest
  let bars: Bars?

  /// Copies the clip where nothing is to be changed; else takes the bars off and encodes once.
  func deliver(_ clip: URL, to target: URL, progress: ProgressHandler?) async throws {
    let info = try await MediaProbe.info(of: clip)
    guard let video = info.video else { throw WorkflowError.noPicture(clip) }
    let content = bars.map { $0.contentRect.scaled(from: $0.size, to: video.size) } ?? PixelRect(video.size)
    let format = try request.format
    let isRight = info.container == format.rawValue && request.quality == nil
    if isRight, content == PixelRect(video.size) {
      try OutputFile.write(target, overwrite: request.overwrite) { scratch in
        try FileManager.default.copyItem(at: clip, to: scratch)
      }
      return
    }
    var options = JoinOptions()
    options.format = format
    options.size = PixelSize(width: max(content.width & ~1, 2), height: max(content.height & ~1, 2))
    options.quality = request.quality ?? 95
    _ = try await ClipJoiner.join(
      [JoinClip(clip, contentRect: content)], to: target, options: options, overwrite: request.overwrite,
      progress: progress)
  }
}

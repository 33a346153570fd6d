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
  ///
  /// - Returns: what the target was found to be.
  func deliver(_ clip: URL, to target: URL, progress: ProgressHandler?) async throws -> VideoInfo {
    let (found, change) = try await changes(to: clip)
    if let change { return try await encode(change, to: target, progress: progress) }
    try OutputFile.write(target, overwrite: request.overwrite) { scratch in
      try FileManager.default.copyItem(at: clip, to: scratch)
    }
    return found
  }

  /// The clip itself where nothing is to be changed; else it is made as `target`, whose folder is made, too.
  ///
  /// - Returns: the file, and what it was found to be.
  func ready(_ clip: URL, orAs target: URL, progress: ProgressHandler?) async throws -> (URL, VideoInfo) {
    let (found, change) = try await changes(to: clip)
    guard let change else { return (clip, found) }
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    return (target, try await encode(change, to: target, progress: progress))
  }

  /// How a clip has to be encoded again to be as the user wants it; `nil` where it is.
  private struct Change {
    let clip: JoinClip
    let options: JoinOptions
  }

  private func changes(to clip: URL) async throws -> (VideoInfo, Change?) {
    let info = try await MediaProbe.info(of: clip)
    guard let video = info.video else { throw WorkflowError.noPicture(clip) }
    let content = bars.map { $0.contentRect.scaled(from: $0.size, to: video.size) } ?? PixelRect(video.size)
    let format = try request.format
    let isRight = info.container == format.rawValue && request.quality == nil
    if isRight, content == PixelRect(video.size) { return (video, nil) }
    var options = JoinOptions()
    options.format = format
    options.size = PixelSize(width: max(content.width & ~1, 2), height: max(content.height & ~1, 2))
    options.quality = request.quality ?? 95
    return (video, Change(clip: JoinClip(clip, contentRect: content), options: options))
  }

  private func encode(_ change: Change, to target: URL, progress: ProgressHandler?) async throws -> VideoInfo {
    _ = try await ClipJoiner.join(
      [change.clip], to: target, options: change.options, overwrite: request.overwrite, progress: progress)
    guard let video = try await MediaProbe.info(of: target).video else { throw WorkflowError.noPicture(target) }
    return video
  }
}

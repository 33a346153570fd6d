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
  func deliver(_ clip: MeasuredFile, to target: URL, progress: ProgressHandler?) async throws -> VideoInfo {
    let (found, change) = try changes(to: clip)
    if let change { return try await encode(change, to: target, progress: progress).video }
    try OutputFile.write(target, overwrite: request.overwrite) { scratch in
      try FileManager.default.copyItem(at: clip.file, to: scratch)
    }
    return found
  }

  /// The clip itself where nothing is to be changed; else it is made as `target`, whose folder is made, too.
  ///
  /// - Returns: the file as it was measured.
  func ready(_ clip: MeasuredFile, orAs target: URL, progress: ProgressHandler?) async throws -> MeasuredFile {
    guard let change = try changes(to: clip).1 else { return clip }
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    return try await encode(change, to: target, progress: progress)
  }

  /// How a clip has to be encoded again to be as the user wants it; `nil` where it is.
  private struct Change {
    let clip: JoinClip
    let options: JoinOptions
  }

  private func changes(to clip: MeasuredFile) throws -> (VideoInfo, Change?) {
    let (info, video) = (clip.info, try clip.video)
    let content = bars.map { $0.contentRect.scaled(from: $0.size, to: video.size) } ?? PixelRect(video.size)
    let format = try request.format
    let isRight = info.container == format.rawValue && request.quality == nil
    if isRight, content == PixelRect(video.size) { return (video, nil) }
    var options = JoinOptions()
    options.format = format
    options.size = content.size?.even
    options.quality = request.quality ?? 95
    return (video, Change(clip: JoinClip(clip.file, contentRect: content), options: options))
  }

  private func encode(_ change: Change, to target: URL, progress: ProgressHandler?) async throws -> MeasuredFile {
    _ = try await ClipJoiner.join(
      [change.clip], to: target, options: change.options, overwrite: request.overwrite, progress: progress)
    return try await MeasuredFile(target)
  }
}

extension MeasuredFile {
  /// The video in it.
  ///
  /// - Throws: `workflow.no-picture` where there is none.
  var video: VideoInfo {
    get throws {
      guard let video = info.video else { throw WorkflowError.noPicture(file) }
      return video
    }
  }
}

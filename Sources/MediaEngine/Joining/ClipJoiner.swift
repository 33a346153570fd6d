public import Foundation
public import MediaBasics

/// Joins clips into one video without a stutter: every frame shown once, sound and pictures together to the end.
public enum ClipJoiner {
  /// Joins clips in order.
  ///
  /// Clips may differ in size, rate, pixel format and sound: the output has the first one's, or the options'. They lie on one
  /// timeline, each at its own rate and unrounded, so that no number of clips drifts; the output is of constant rate.
  /// Where any clip has sound the output has, silent where a clip has none.
  ///
  /// - Returns: What was joined, with each seam measured.
  /// - Throws: `media.no-clips`, `media.clip-too-short`, `media.too-few-frames`, `media.content-rect`,
  ///   `media.crossfade`, `media.quality`, `media.format`, `media.codec`; what reading a clip throws (`media.not-media`, `media.no-video`, `media.no-frames`,
  ///   `media.hdr`); `media.no-encoder`, `media.encoder-refused`; `FileError`; `CancellationError`.
  public static func join(
    _ clips: [JoinClip], to file: URL, options: JoinOptions = JoinOptions(), overwrite: Bool = false,
    progress: ProgressHandler? = nil
  ) async throws -> JoinReport {
    let output = try OutputFile(file, overwrite: overwrite)
    let job = try await JoinJob(clips, output: file, options: options)
    return try await BlockingWork.encode { cancellation in
      do {
        let report = try job.run(to: output.scratch, cancellation: cancellation, progress: progress)
        try output.publish()
        return report
      } catch {
        output.discard()
        throw error
      }
    }
  }
}

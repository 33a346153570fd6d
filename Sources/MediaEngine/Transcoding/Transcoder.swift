public import Foundation
public import MediaBasics

/// Encodes a video anew: MP4 with H.264 or HEVC and AAC, WEBM with VP9 or AV1 and Opus.
public enum Transcoder {
  /// Transcodes a video.
  ///
  /// The output is upright, in square pixels, yuv420p tagged BT.709 (converted from the input's own matrix and range), of
  /// constant rate, its index in front. At the input's own rate every frame is kept, once; at another, each output frame shows
  /// what the input shows at its time. Sound lasts as long as the pictures; an input without stays without.
  ///
  /// - Throws: `media.quality`, `media.format`, `media.codec`; what reading the input throws (`media.not-media`,
  ///   `media.no-video`, `media.no-frames`, `media.hdr`); `media.no-encoder`, `media.encoder-refused`; `FileError`;
  ///   `CancellationError`.
  public static func transcode(
    _ input: URL, to file: URL, options: TranscodeOptions = TranscodeOptions(), overwrite: Bool = false,
    progress: ProgressHandler? = nil
  ) async throws -> TranscodeReport {
    let output = try OutputFile(file, overwrite: overwrite)
    let job = try TranscodeJob(input, await MediaProbe.info(of: input), output: file, options: options)
    var report = try await BlockingWork.run { cancellation in
      do {
        let report = try job.encode(to: output.scratch, cancellation: cancellation, progress: progress)
        try output.publish()
        return report
      } catch {
        output.discard()
        throw error
      }
    }
    report.bytes = try InputFile.check(file)
    if let poster = options.poster {
      report.poster = try await FrameExtractor.extract(.first, from: file, to: poster, overwrite: overwrite).output
    }
    return report
  }
}

public import Foundation
public import MediaBasics

/// Measures a video and holds it against what it should be.
public enum Verifier {
  /// Verifies a file by its packets, or by decoding every frame where the expectation says so.
  ///
  /// A file that opens and then turns out cut off or damaged is described, with its `readable` or `decode` check
  /// failed; that is no error.
  ///
  /// - Throws: `FileError`; `media.not-media`, `media.no-video`, `media.no-frames` for what can't be described at all;
  ///   `CancellationError`.
  public static func verify(
    _ file: URL, _ expectation: Expectation, progress: ProgressHandler? = nil
  ) async throws -> Verification {
    try await BlockingWork.run { cancellation in
      let probe = try Probe(file, cancellation: cancellation, progress: progress)
      let info = probe.info
      guard let video = info.video, let frames = probe.frames else {
        throw MediaError.noVideo(file.relativePath, holds: "sound")
      }
      var checks = ExpectationChecks.all(expectation, info, video, frames)
      var runs: [PictureRun]?
      var warnings = info.warnings + VerificationWarnings.all(info, video)
      if expectation.decode {
        let inspection = try FrameInspection(
          of: file, frames: video.frames, fps: video.fps, cancellation: cancellation, progress: progress)
        checks.append(inspection.check(against: video.frames, beginsBroken: frames.scan.beginsBroken))
        runs = inspection.runs
        warnings += inspection.runs.map(\.description)
      }
      return Verification(info, video, checks: checks, runs: runs, warnings: warnings)
    }
  }
}

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
    try await verify(MeasuredFile(file, progress: progress), expectation, progress: progress)
  }

  /// Verifies a file that was just measured; it is opened again only where frames are to be decoded.
  ///
  /// - Throws: as for one that wasn't, but what measuring throws.
  public static func verify(
    _ measured: MeasuredFile, _ expectation: Expectation, progress: ProgressHandler? = nil
  ) async throws -> Verification {
    let (file, info) = (measured.file, measured.info)
    guard let video = info.video, let frames = measured.probe.frames else {
      throw MediaError.noVideo(file.relativePath, holds: "sound")
    }
    var checks = ExpectationChecks.all(expectation, info, video, frames)
    var warnings = info.warnings + VerificationWarnings.all(info, video)
    guard expectation.decode else {
      return Verification(info, video, checks: checks, runs: nil, warnings: warnings)
    }
    let inspection = try await BlockingWork.run { cancellation in
      try FrameInspection(
        of: file, frames: video.frames, fps: video.fps,
        beginsUnseen: frames.scan.keys.first?.isDiscarded == true, cancellation: cancellation, progress: progress)
    }
    checks.append(inspection.check(against: video.frames, beginsBroken: frames.scan.beginsBroken))
    warnings += inspection.runs.map(\.description)
    return Verification(info, video, checks: checks, runs: inspection.runs, warnings: warnings)
  }
}

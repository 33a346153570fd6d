import Foundation
import MediaBasics
import MediaEngine

/// Makes a job's outputs of its video, in the workshop, and checks each; what is the video itself isn't made again.
struct OutputMaker: Sendable {
  /// A finished output that isn't delivered yet.
  struct Made: Sendable {
    let file: URL
    let facts: JobOutput
    let checks: [Verification.Check]

    /// The checks as they stand among those of all of a job's outputs.
    func checks(namedAmong outputs: Int) -> [Verification.Check] {
      guard outputs > 1 else { return checks }
      let name = URL(fileURLWithPath: facts.path).lastPathComponent
      return checks.map { check in
        var named = check
        named.name = "\(name): \(check.name)"
        return named
      }
    }
  }

  let master: Master
  let format: VideoFormat
  let asked: CheckSettings
  let progress: ProgressHandler

  /// Makes one output as `file`, whose folder is made, too.
  ///
  /// - Parameter target: where it is going to be delivered.
  func make(_ output: OutputSettings, as file: URL, for target: URL) async throws -> Made {
    if output.isMaster(format) {
      return try await verified(output, master.measured, known: master.sha256, for: target)
    }
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    if output.isPoster { return try await poster(output, as: file, for: target) }
    try await transcode(output, to: file)
    return try await verified(output, MeasuredFile(file), for: target)
  }

  private func transcode(_ output: OutputSettings, to file: URL) async throws {
    var options = TranscodeOptions()
    options.format = VideoFormat(rawValue: output.format)
    options.quality = output.quality ?? 85
    options.size = output.size
    options.fit = output.fit
    options.background = output.background
    options.fps = output.fps
    _ = try await Transcoder.transcode(
      master.measured.file, to: file, options: options, overwrite: true, progress: progress)
  }

  /// A re-encoded output holds as many frames as the video, another rate aside; each is of the size that was asked for.
  private func verified(
    _ output: OutputSettings, _ measured: MeasuredFile, known sha256: String? = nil, for target: URL
  ) async throws -> Made {
    let file = measured.file
    var expectation = Expectation(decode: asked.decodes)
    expectation.format = VideoFormat(rawValue: output.format)
    expectation.size = output.size ?? PixelSize(width: master.size.width & ~1, height: master.size.height & ~1)
    expectation.fps = output.fps
    if output.fps == nil { expectation.frames = master.frames }
    let check = try await Verifier.verify(measured, expectation)
    let hash: String
    if let sha256 { hash = sha256 } else { hash = try await FileHash.sha256(of: file) }
    let facts = JobOutput(
      path: target.path, format: output.format, width: check.width, height: check.height, fps: check.fps,
      frames: check.frames, seconds: check.seconds, bytes: try InputFile.check(file),
      sha256: hash)
    return Made(file: file, facts: facts, checks: check.checks + runChecks(check))
  }

  /// No run of frozen or black frames is longer than was asked.
  private func runChecks(_ check: Verification) -> [Verification.Check] {
    [(PictureRun.Kind.frozen, asked.frozen), (.black, asked.black)].compactMap { kind, longest in
      guard let longest else { return nil }
      let run = (check.runs ?? []).filter { $0.kind == kind }.max { $0.count < $1.count }
      let seconds = run.map { Double($0.count) / check.fps } ?? 0
      return Verification.Check(
        name: kind.rawValue, expected: "at most \(longest.doubleValue) s",
        actual: run.map { "\((seconds * 100).rounded() / 100) s from frame \($0.first) on" } ?? "none",
        ok: seconds <= longest.doubleValue)
    }
  }

  private func poster(_ output: OutputSettings, as file: URL, for target: URL) async throws -> Made {
    let frame = file.deletingPathExtension().appendingPathExtension("frame.png")
    _ = try await FrameExtractor.extract(.first, from: master.measured.file, to: frame, overwrite: true)
    var preparation = ImagePreparation(size: output.size ?? master.size)
    preparation.fit = output.fit
    preparation.background = output.background
    preparation.quality = output.quality ?? 90
    preparation.format = ImageFormat(rawValue: output.format) ?? .jpeg
    let image = try await ImagePreparer.prepare(frame, to: file, as: preparation, overwrite: true)
    try FileManager.default.removeItem(at: frame)
    let facts = JobOutput(
      path: target.path, format: output.format, width: image.width, height: image.height,
      bytes: Int64(image.bytes), sha256: image.sha256)
    return Made(file: file, facts: facts, checks: [])
  }
}

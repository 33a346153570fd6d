import ArgumentParser
import Foundation
import MediaBasics
import MediaEngine

/// Checks a video against what it should be.
struct VerifyCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check a video's frames, length, rate, size and format.",
    discussion: "Ends with 0 where every check holds and with 1 where one doesn't.")

  @Argument(help: "The video.", completion: .file(), transform: Parse.file)
  var video: URL

  @Option(help: "Presented frames, exactly.")
  var frames: Int?

  @Option(help: "Seconds, to half a frame.", transform: Parse.seconds)
  var duration: Rational?

  @Option(help: "Frames a second.", transform: Parse.fps)
  var fps: Rational?

  @Option(help: "The size, WxH.", transform: Parse.size)
  var size: PixelSize?

  @Option(help: "mp4 or webm.", transform: Parse.format)
  var format: VideoFormat?

  @Flag(help: "Decode every frame and the sound, and look for damage.")
  var decode = false

  @OptionGroup var report: ReportOptions

  mutating func validate() throws {
    if let frames, frames < 1 { return try Parse.fail("--frames is \(frames); it must be 1 or more.") }
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    let expectation = Expectation(
      frames: frames, duration: duration, fps: fps, size: size, format: format, decode: decode)
    let found = try await Verifier.verify(video, expectation, progress: console.progress)
    for warning in found.warnings { console.warn(warning) }
    try console.result(found, VerificationText.lines(found))
    return found.ok ? .done : .checkFailed
  }
}

/// A verification as people read it.
enum VerificationText {
  static func lines(_ found: Verification) -> String {
    let facts =
      "\(found.container) \(found.codec) \(found.width)x\(found.height), \(found.fpsExact) fps, "
      + "\(found.frames) frames, \(NumberText.of(found.seconds)) s"
    let checks = found.checks.map { check in
      check.ok
        ? "ok    \(check.name): \(check.actual)" : "WRONG \(check.name): \(check.actual), expected \(check.expected)"
    }
    return ([facts] + checks).joined(separator: "\n")
  }
}

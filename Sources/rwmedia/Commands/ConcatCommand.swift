import ArgumentParser
import Foundation
import MediaBasics
import MediaEngine

/// Joins clips.
struct ConcatCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "concat", abstract: "Join clips that go on from each other; the doubled frame at each seam goes.",
    discussion:
      "The result has the first clip's size and rate. Its sound is AAC (Opus in WEBM), mono or stereo as the first clip's."
  )

  @Argument(help: "The clips in order.", completion: .file(), transform: Parse.file)
  var clips: [URL]

  @Option(
    help: "drop (the doubled frame at each seam), keep, or crossfade:SECONDS. Default: drop.", transform: Parse.seam)
  var seam: Seam = .drop

  @Flag(help: "Lift each clip to the colours that the clip before it ends with.")
  var matchColor = false

  @Option(help: "Trim the result to exactly so many frames.")
  var frames: Int?

  @Option(help: "20 (smallest) … 99 (best). Default: 95.", transform: Parse.quality)
  var quality: Int = 95

  @OptionGroup var delivery: DeliveryOptions
  @OptionGroup var report: ReportOptions

  mutating func validate() throws {
    if let frames, frames < 1 { return try Parse.fail("--frames is \(frames); it must be 1 or more.") }
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    var options = JoinOptions()
    options.seam = seam
    options.frames = frames
    options.quality = quality
    options.matchesColor = matchColor
    let report = try await ClipJoiner.join(
      clips.map { JoinClip($0) }, to: delivery.output, options: options,
      overwrite: delivery.overwrite, progress: console.progress)
    for warning in report.warnings { console.warn(warning) }
    if let reason = report.encodedBecause { console.note("encoded: \(reason)") }
    try console.result(
      report,
      ([
        "\(report.output): \(report.frames) frames, \(NumberText.of(report.seconds)) s, joined by \(report.mode.rawValue)"
      ]
        + SeamText.lines(report.seams)).joined(separator: "\n"))
    return .done
  }
}

import ArgumentParser
import MediaBasics

/// Positions of frame images.
struct FramesCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "frames", abstract: "Work out frame positions from duration × fps.",
    discussion: """
      Frames are counted from 0. Without --at: one image is the first frame, two are the first and the last, more are \
      spread evenly.
      """)

  @Option(help: "The clip's length in seconds.", transform: Parse.seconds)
  var duration: Rational

  @Option(help: "Frames a second: 24, 29.97 or 24000/1001.", transform: Parse.fps)
  var fps: Rational

  @Option(help: "How many frame images are spread over the clip.")
  var images: Int?

  @Option(help: "A position: first, last or a frame number. Give it once an image.", transform: Parse.position)
  var at: [FramePosition] = []

  @OptionGroup var report: ReportOptions

  /// The JSON document.
  struct Result: Encodable {
    let totalFrames: Int
    let positions: [Int]
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    let timeline = try Timeline(duration: duration, fps: fps)
    if let images, !at.isEmpty, images != at.count {
      throw FailureReportError(
        .usage("--images says \(images) but --at names \(at.count) position(s); leave one of them out."))
    }
    let positions =
      if !at.isEmpty { try timeline.resolve(at) } else if let images { try timeline.positions(images: images) } else {
        [Int]()
      }
    let result = Result(totalFrames: timeline.totalFrames, positions: positions)
    let lines =
      ["\(result.totalFrames) frames, 0 … \(result.totalFrames - 1)"]
      + positions.enumerated().map { "image \($0.offset + 1): frame \($0.element)" }
    try console.result(result, lines.joined(separator: "\n"))
    return .done
  }
}

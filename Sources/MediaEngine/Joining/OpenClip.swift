import Foundation
import MediaBasics

/// A clip that is being shown.
final class OpenClip {
  let span: AssemblyPlan.Span
  let reader: PictureReader
  private let info: VideoInfo
  private let file: String
  /// The clip's very first picture, also where a seam drops it.
  let head: Frame
  private var lastShown: Int?
  private var skipped = 0

  init(
    _ span: AssemblyPlan.Span, _ clip: Assembly.Clip, _ color: ColorTransform?, rate: Rational,
    cancellation: Cancellation
  ) throws {
    self.span = span
    info = clip.video
    file = clip.file.relativePath
    let reader = try PictureReader(
      clip.file, clip.video, fitting: clip.fitting, color: color, rate: rate, cancellation: cancellation)
    self.reader = reader
    try reader.show()
    head = try reader.shown.reference()
  }

  /// Prepares the picture that the clip shows at the output's time.
  func show(at time: Rational) throws {
    try reader.advance(to: span.clipTime(at: time))
    try reader.show()
    if let lastShown { skipped += max(0, reader.index - lastShown - 1) }
    lastShown = reader.index
  }

  /// What there is to say about the clip's pictures, once it has been shown.
  func warnings(at rate: Rational) -> [String] {
    var warnings: [String] = []
    if let given = reader.given, given < info.frames {
      warnings.append(
        "'\(file)' is damaged: it gave \(given) of the \(info.frames) frames that it lists; where one is missing, the one before it is held."
      )
    }
    if reader.damaged > 0 {
      warnings.append(
        "'\(file)' is damaged: parts of \(reader.damaged) of its frames couldn't be decoded and are guessed.")
    }
    if unseen > 0 {
      warnings.append(
        "The frame rate of '\(file)' varies: \(unseen) of its \(info.frames) frames lie so close to others that they aren't shown at \(rate) frames a second."
      )
    }
    return warnings
  }

  /// Pictures of a varying rate that no output frame showed, from the first shown one to the clip's or the trim's end.
  private var unseen: Int {
    if info.constantRate { return 0 }
    return skipped + (span.isTrimmed ? 0 : reader.index - (lastShown ?? reader.index))
  }
}

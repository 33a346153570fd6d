import Foundation
import MediaBasics

/// What it takes to lift each clip to the colours of the clip before it, measured at their seams before anything is
/// written.
///
/// A clip is measured against the one before as the result will show that one: corrected itself, so that a whole
/// chain keeps its first clip's colours.
struct ColorMatch: Sendable {
  /// The corrections, by clip.
  private(set) var transforms: [Int: ColorTransform] = [:]
  /// What was found at the seams, by the later clip.
  private(set) var seams: [Int: SeamColor] = [:]
  private(set) var warnings: [String] = []
  /// Why clips must be encoded; nil where none is corrected.
  private(set) var reason: String?

  /// Measures nothing.
  init() {}

  /// Measures the seams between neighbours among the first `count` clips.
  init(_ clips: [Assembly.Clip], count: Int, cancellation: Cancellation) throws {
    for index in clips.indices.prefix(count).dropFirst() {
      try cancellation.check()
      try measure(index, clips[index - 1], clips[index], cancellation)
    }
  }

  private mutating func measure(
    _ index: Int, _ earlier: Assembly.Clip, _ later: Assembly.Clip, _ cancellation: Cancellation
  ) throws {
    let ending = try EndPicture(.last, of: earlier, cancellation: cancellation)
    if let transform = transforms[index - 1] { try ending.picture.recolor(transform) }
    let beginning = try EndPicture(.first, of: later, cancellation: cancellation)
    let likeness = try Likeness(ending.picture, beginning.picture)
    let fit = ColorFit(try beginning.picture.colorCells(), to: try ending.picture.colorCells())
    let (name, before) = (later.file.relativePath, earlier.file.relativePath)
    let isSame = likeness.ssim >= Likeness.leastAtSeam
    seams[index] = SeamColor(fit, applied: isSame && fit.helps)
    guard isSame else {
      warnings.append(
        "The colours of '\(name)' are left as they are: it begins on another picture than '\(before)' ends with (SSIM \(likeness.rounded))."
      )
      return
    }
    guard fit.helps else { return }
    transforms[index] = fit.transform
    reason = reason ?? "'\(name)' is lifted to the colours of '\(before)'"
    if fit.isLimited {
      warnings.append(
        "'\(name)' differs from '\(before)' by more than colours are moved (\(Int(ColorFit.furthest)) levels): the correction goes part of the way."
      )
    }
  }
}

/// A clip's first or last picture as the output shows it.
private struct EndPicture: ~Copyable {
  let picture: Frame

  init(_ end: FrameRequest, of clip: Assembly.Clip, cancellation: Cancellation) throws {
    var finder = try FrameFinder(clip.file, cancellation: cancellation)
    if end == .last { _ = try finder.last() } else { try finder.first() }
    var fitting = clip.fitting
    fitting.orientation = finder.stream.orientation
    let source = try PictureFitting.Source(
      finder.frame, stream: finder.stream, shown: clip.video.size, file: finder.file)
    let picture = try Frame()
    try FittingFilters(fitting, source, like: finder.frame).apply(to: finder.frame, into: picture)
    self.picture = picture
  }
}

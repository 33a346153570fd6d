import Foundation
import MediaBasics

/// Carries an ``AssemblyPlan`` out: decodes each clip once, in step with the output, and encodes every frame once
/// for each output.
final class Assembly {
  /// A clip to be assembled.
  struct Clip {
    let file: URL
    let video: VideoInfo
    let fitting: PictureFitting
  }

  /// What was found on the way.
  struct Outcome: Sendable {
    /// How alike the pictures at each seam are, by the later clip's number.
    var likeness: [Int: Likeness] = [:]
    var warnings: [String] = []
  }

  private let plan: AssemblyPlan
  private let clips: [Clip]
  private let colors: [Int: ColorTransform]
  private let outputs: [MovieOutput]
  private let cancellation: Cancellation
  private var open: [OpenClip] = []
  private var nextSpan = 0
  private var blender: PictureBlender?
  private var outcome = Outcome()

  /// - Parameter colors: What clips' colours are corrected by, by their numbers.
  init(
    _ plan: AssemblyPlan, _ clips: [Clip], colors: [Int: ColorTransform] = [:], to outputs: [MovieOutput],
    cancellation: Cancellation
  ) {
    self.plan = plan
    self.clips = clips
    self.colors = colors
    self.outputs = outputs
    self.cancellation = cancellation
  }

  /// Writes all frames and their sound, and finishes the outputs.
  func write(stage: String, progress: ProgressHandler?) throws -> Outcome {
    for frame in 0..<plan.totalFrames {
      try cancellation.check()
      try openClips(at: frame)
      try closeClips(before: frame)
      try writePicture(frame)
      progress?(
        ProgressUpdate(stage: stage, completed: Int64(frame + 1), total: Int64(plan.totalFrames), unit: .frames))
    }
    try closeClips(before: plan.totalFrames)
    for output in outputs { try output.finish() }
    return outcome
  }

  private func openClips(at frame: Int) throws {
    guard nextSpan < plan.spans.count, plan.spans[nextSpan].frames.lowerBound <= frame else { return }
    let span = plan.spans[nextSpan]
    let clip = clips[span.clip]
    let opened = try OpenClip(span, clip, colors[span.clip], rate: plan.fps, cancellation: cancellation)
    for output in outputs { try output.open(span, firstPicture: opened.reader.firstTime) }
    open.append(opened)
    nextSpan += 1
  }

  /// Ends clips that have been shown; where another one follows, holds the two sides of the seam against each other.
  private func closeClips(before frame: Int) throws {
    while let clip = open.first, clip.span.frames.upperBound <= frame {
      // What a trim cut off needn't be decoded to be counted.
      if !clip.span.isTrimmed || open.count > 1 { try clip.reader.advance(to: nil) }
      if open.count > 1 {
        try clip.reader.show()
        outcome.likeness[open[1].span.clip] = try Likeness(clip.reader.shown, open[1].head)
      }
      outcome.warnings += clip.warnings(at: plan.fps)
      open.removeFirst()
    }
  }

  private func writePicture(_ frame: Int) throws {
    for clip in open { try clip.show(at: plan.time(of: frame)) }
    guard let first = open.first else { throw MediaError.renderingStopped(at: frame, of: plan.totalFrames) }
    guard open.count > 1 else { return try write(first.reader.shown, at: frame) }
    let second = open[1]
    let blender = try self.blender ?? PictureBlender(like: first.reader.shown)
    self.blender = blender
    let (shared, done) = (
      first.span.frames.upperBound - second.span.frames.lowerBound, frame - second.span.frames.lowerBound
    )
    let share = Double(done + 1) / Double(shared + 1)
    try blender.blend(second.reader.shown, over: first.reader.shown, share: share)
    try write(blender.blended, at: frame)
  }

  private func write(_ picture: borrowing Frame, at frame: Int) throws {
    for output in outputs { try output.write(picture, at: frame) }
  }
}

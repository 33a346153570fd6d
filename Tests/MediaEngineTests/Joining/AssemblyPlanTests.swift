import MediaBasics
import Testing

@testable import MediaEngine

@Suite struct `Laying clips out` {
  private func clip(_ frames: Int, _ fps: String) throws -> AssemblyPlan.Clip {
    AssemblyPlan.Clip(name: "clip.mp4", frames: frames, fps: try #require(Rational(fps)))
  }

  @Test func `a dropped frame shortens each later clip by one of its own frames`() throws {
    let plan = try AssemblyPlan(
      [clip(210, "30"), clip(151, "25"), clip(151, "25")], seam: .drop, fps: Rational(30))
    #expect(plan.totalFrames == 570)
    #expect(plan.spans.map(\.start) == [.zero, Rational(7), Rational(13)])
    #expect(plan.spans.map(\.frames) == [0..<210, 210..<390, 390..<570])
    #expect(plan.spans[1].clipTime(at: Rational(7)) == Rational("0.04"))
  }

  @Test func `many clips of an awkward rate don't drift`() throws {
    let plan = try AssemblyPlan(
      Array(repeating: clip(101, "24000/1001"), count: 101), seam: .drop, fps: Rational(30))
    // 101 + 100 × 100 frames of 1001/24000 s.
    #expect(plan.spans.last?.end == Rational(10_101 * 1001, 24_000))
    #expect(plan.totalFrames == Int((10_101.0 * 1001 / 24_000 * 30).rounded()))
    for (one, next) in zip(plan.spans, plan.spans.dropFirst()) {
      #expect(one.frames.upperBound == next.frames.lowerBound)
    }
  }

  @Test func `a crossfade overlaps neighbours`() throws {
    let plan = try AssemblyPlan(
      [clip(48, "24"), clip(48, "24")], seam: .crossfade(Rational("0.5") ?? .zero), fps: Rational(24))
    #expect(plan.spans.map(\.frames) == [0..<48, 36..<84])
    #expect(plan.duration == Rational("3.5"))
  }

  @Test func `a trim leaves out the clips behind it`() throws {
    let plan = try AssemblyPlan(
      [clip(24, "24"), clip(24, "24"), clip(24, "24")], seam: .keep, fps: Rational(24), frames: 30)
    #expect(plan.spans.map(\.frames) == [0..<24, 24..<30])
    #expect(plan.totalFrames == 30)
  }

  @Test func `who asks for a number of frames gets each that begins before the end`() throws {
    // 2 s and 299 frames of 1/30 s: the 288th frame begins at 11.958 s, and the end is at 11.967 s.
    let clips = [try clip(48, "24"), try clip(300, "30")]
    #expect(try AssemblyPlan(clips, seam: .drop, fps: Rational(24)).totalFrames == 287)
    #expect(
      try AssemblyPlan(clips, seam: .drop, fps: Rational(24), frames: 288).spans.map(\.frames) == [0..<48, 48..<288])
    #expect(throws: MediaError.self) { try AssemblyPlan(clips, seam: .drop, fps: Rational(24), frames: 289) }
  }

  @Test(arguments: [(97, "25", 101), (97, "30", 121), (97, "1/2", 2), (97, "24", 97), (1, "1/60", 1), (25, "1", 1)])
  func `at another rate there are duration × fps frames, rounded, and the end is no trim`(
    frames: Int, rate: String, total: Int
  ) throws {
    let fps = try #require(Rational(rate))
    let plan = try AssemblyPlan([clip(frames, "24")], seam: .keep, fps: fps)
    #expect(plan.totalFrames == total)
    #expect(plan.spans.map(\.frames) == [0..<total] && !plan.spans[0].isTrimmed)
    guard total > 1 else { return }
    let trimmed = try AssemblyPlan([clip(frames, "24")], seam: .keep, fps: fps, frames: total - 1)
    #expect(trimmed.spans[0].isTrimmed)
  }

  @Test(arguments: [
    // The frames 20 and 21 begin at 2 s and 2.1 s; the short clip is shown from 2.042 s on.
    [(49, "24"), (1, "60"), (48, "24")], [(49, "24"), (1, "24")], [(49, "24"), (1, "240")],
  ])
  func `a clip that no output frame falls into is refused, not lost`(_ clips: [(frames: Int, fps: String)]) throws {
    var laid = try clips.map { try clip($0.frames, $0.fps) }
    laid[1].name = "short.mp4"
    let error = #expect(throws: MediaError.self) { try AssemblyPlan(laid, seam: .keep, fps: Rational(10)) }
    #expect(error?.report.code == "media.clip-too-short" && error?.report.kind == .badInput)
    #expect(
      error?.report.message
        == "'short.mp4' has 1 frame; nothing of it is left, since none of the output's 10 frames a second falls into it."
    )
    // What the trim leaves out anyway needn't be shown.
    let trimmed = try AssemblyPlan(laid, seam: .keep, fps: Rational(10), frames: 20)
    #expect(trimmed.spans.map(\.frames) == [0..<20])
  }

  @Test func `too few frames and used-up clips are refused with their numbers`() throws {
    let one = try clip(1, "24")
    let short = #expect(throws: MediaError.self) {
      try AssemblyPlan([one, one], seam: .drop, fps: Rational(24))
    }
    #expect(
      short?.report.message
        == "'clip.mp4' has 1 frame; nothing of it is left, since its first frame is dropped at the seam.")
    let few = #expect(throws: MediaError.self) {
      try AssemblyPlan([one], seam: .drop, fps: Rational(24), frames: 2)
    }
    #expect(few?.report.message == "2 frames are wanted, and the clips have 1 at 24 frames a second.")
    #expect(few?.report.details["available"] == .integer(1))
  }

  @Test func `seams are read as they are written`() {
    #expect(Seam("drop") == .drop && Seam("keep") == .keep)
    #expect(Seam("crossfade:0.5") == Rational("0.5").map(Seam.crossfade))
    for text in ["", "Drop", "crossfade", "crossfade:", "crossfade:0", "crossfade:-1", "crossfade:x", "drop:1"] {
      #expect(Seam(text) == nil, "\(text)")
    }
  }
}

import MediaBasics
import Testing

/// Guards the rules of the timeline: what a wrong frame count or position costs shows only in the paid-for clip.
@Suite struct TimelineTests {
  @Test(
    "total frames are duration × fps, halves away from zero, with exact rates",
    arguments: [
      ("6", "24", 144), ("5", "24", 120), ("7", "30", 210), ("10", "24000/1001", 240), ("10", "23.976", 240),
      ("1001/24000", "24000/1001", 1), ("100", "30000/1001", 2997), ("1.5", "25", 38), ("0.5", "25", 13),
      ("0.1", "5", 1), ("3600", "24000/1001", 86314), ("3600", "23.976", 86314), ("36000", "23.976", 863136),
      ("36000", "24000/1001", 863137),
    ])
  func total(duration: String, fps: String, frames: Int) throws {
    let timeline = try Timeline(duration: #require(Rational(duration)), fps: #require(Rational(fps)))
    #expect(timeline.totalFrames == frames)
  }

  @Test("images are placed at the ends and evenly between, halves away from zero")
  func positions() throws {
    let timeline = try Timeline(totalFrames: 120)
    #expect(try timeline.positions(images: 1) == [0])
    #expect(try timeline.positions(images: 2) == [0, 119])
    #expect(try timeline.positions(images: 3) == [0, 60, 119])
    #expect(try timeline.positions(images: 5) == [0, 30, 60, 89, 119])
    #expect(try Timeline(totalFrames: 121).positions(images: 3) == [0, 60, 120])
    #expect(try Timeline(totalFrames: 4).positions(images: 4) == [0, 1, 2, 3])
  }

  @Test("more images than frames are refused with the range")
  func tooManyImages() throws {
    let error = #expect(throws: TimelineError.self) { try Timeline(totalFrames: 3).positions(images: 4) }
    #expect(
      error?.report.message
        == "4 frame images were given for a clip of 3 frames; 1 to 3 have a place.")
    #expect(throws: TimelineError.self) { try Timeline(totalFrames: 3).positions(images: 0) }
  }

  @Test("first and last are the ends, numbers stay, the order is kept")
  func resolve() throws {
    let timeline = try Timeline(totalFrames: 144)
    #expect(try timeline.resolve([.last, .index(7), .first]) == [143, 7, 0])
  }

  @Test("a position outside names the range")
  func outside() throws {
    let error = #expect(throws: TimelineError.self) { try Timeline(totalFrames: 120).resolve([.index(120)]) }
    #expect(error?.report.code == "timeline.position")
    #expect(error?.report.message == "Frame position 120 lies outside the clip; its 120 frames are 0 … 119.")
    #expect(error?.report.hint == "Use first (0), last (119) or a number between.")
  }

  @Test(
    "two positions on one frame are refused, also by two names",
    arguments: [("0", "first"), ("119", "last"), ("5", "5")])
  func conflict(one: String, other: String) throws {
    let positions = [try #require(FramePosition(one)), try #require(FramePosition(other))]
    let error = #expect(throws: TimelineError.self) { try Timeline(totalFrames: 120).resolve(positions) }
    #expect(error?.report.code == "timeline.conflict")
    #expect(error?.report.message.contains("positions must differ") == true)
  }

  @Test("a clip without frames, time or rate is refused")
  func nothing() throws {
    let one = Rational(1)
    #expect(throws: TimelineError.self) { try Timeline(duration: .zero, fps: one) }
    #expect(throws: TimelineError.self) { try Timeline(duration: one, fps: .zero) }
    let tenth = try #require(Rational(1, 10))
    #expect(throws: TimelineError.self) { try Timeline(duration: tenth, fps: one) }
    #expect(throws: TimelineError.self) { try Timeline(duration: Rational(1_000_000_000), fps: Rational(60)) }
  }
}

import MediaBasics
import Testing

@testable import MediaEngine

@Suite struct FrameSelectionTests {
  /// Frames at 0, 40, 80, 200 and 240 ms, counted from a start of 1 s.
  let selection = FrameSelection(
    times: [1000, 1040, 1080, 1200, 1240], count: 5, timeBase: Rational(1, 1000) ?? Rational(1),
    rate: FrameRate(fps: Rational(20), isConstant: false), file: "clip.mkv")

  @Test func `requests are resolved in the order asked, the spread ones after them`() throws {
    let indices = try selection.indices([.last, .index(2), .first], evenly: 3)
    #expect(indices == [4, 2, 0, 0, 2, 4])
  }

  @Test(arguments: [("0", 0), ("0.039", 0), ("0.04", 1), ("0.199", 2), ("0.2", 3), ("0.25", 4)])
  func `a time is the last frame that appears no later`(_ seconds: String, _ index: Int) throws {
    let asked = try #require(Rational(seconds))
    #expect(try selection.indices([.seconds(asked)], evenly: nil) == [index])
  }

  @Test func `without times, frames follow each other at the rate`() throws {
    let untimed = FrameSelection(
      times: [], count: 100, timeBase: Rational(1), rate: FrameRate(fps: Rational(24), isConstant: true),
      file: "clip.avi")
    for (seconds, index) in [("0", 0), ("0.05", 1), ("1", 24), ("4.16", 99)] {
      let asked = try #require(Rational(seconds))
      #expect(try untimed.indices([.seconds(asked)], evenly: nil) == [index])
    }
  }

  @Test func `negative times and numbers name the range`() {
    let number = #expect(throws: MediaError.self) { try selection.indices([.index(-1)], evenly: nil) }
    #expect(number?.report.message == "Frame -1 lies outside 'clip.mkv'; its 5 frames are 0 … 4.")
    let time = #expect(throws: MediaError.self) { try selection.indices([.seconds(Rational(-1))], evenly: nil) }
    #expect(time?.report.message == "-1.0 s lies outside 'clip.mkv', which lasts 0 … 0.25 s.")
    let count = #expect(throws: MediaError.self) { try selection.indices([], evenly: 0) }
    #expect(count?.report.message == "0 frames were asked of 'clip.mkv', which has 5; 1 to 5 can be spread over it.")
  }
}

import MediaBasics
import Testing

@testable import MediaEngine

@Suite struct FrameRateTests {
  static let rates = ["24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60", "15", "10", "12"]

  @Test(arguments: rates, [1000, 90_000, 12_800])
  func `a rate comes out of rounded times exactly`(_ text: String, _ clock: Int64) throws {
    let rate = try #require(Rational(text))
    let times = (0..<120).map { Self.rounded($0, rate, clock) }
    let base = try #require(Rational(1, clock))
    let found = FrameRate(times: times, timeBase: base, lastDuration: nil, declared: [])
    #expect(found == FrameRate(fps: rate, isConstant: true))
  }

  @Test func `a short clip whose times fit two rates takes the header's`() throws {
    let base = try #require(Rational(1, 1000))
    let ntsc = try #require(Rational(24_000, 1001))
    let times = (0..<12).map { Self.rounded($0, ntsc, 1000) }
    #expect(FrameRate(times: times, timeBase: base, lastDuration: nil, declared: [ntsc]).fps == ntsc)
    #expect(FrameRate(times: times, timeBase: base, lastDuration: nil, declared: []).fps == Rational(24))
  }

  @Test func `a header that lies loses`() throws {
    let base = try #require(Rational(1, 12_800))
    let times = (0..<50).map { Int64($0) * 512 }
    #expect(FrameRate(times: times, timeBase: base, lastDuration: 512, declared: [Rational(30)]).fps == Rational(25))
  }

  @Test(arguments: [[20], [20, 21, 40], [77, 78]])
  func `places left empty leave the rate what it is, not constant`(_ missing: [Int]) throws {
    for clock in [Int64(24), 1000, 12_288] {
      let base = try #require(Rational(1, clock))
      let times = (0..<80).filter { !missing.contains($0) }.map { Self.rounded($0, Rational(24), clock) }
      let rate = FrameRate(times: times, timeBase: base, lastDuration: clock / 24, declared: [])
      #expect(rate == FrameRate(fps: Rational(24), isConstant: false, empty: missing.count), "\(clock)")
      #expect(rate.duration(ofFrames: times.count) == Rational(10, 3))
    }
  }

  @Test func `many places left empty make it an average`() throws {
    let base = try #require(Rational(1, 24))
    let times = (0..<48).filter { $0 % 8 != 5 }.map(Int64.init)
    let rate = FrameRate(times: times, timeBase: base, lastDuration: 1, declared: [])
    #expect(rate == FrameRate(fps: Rational(21), isConstant: false))
  }

  @Test(arguments: [
    // A GIF's pause; a slideshow's last picture; what muxers round, leave out or make up.
    ("10", 10, 300, "10", 29), ("1/5", 3, 100, "1", 8), ("24", 48, 0, "24", 0), ("24", 48, 1, "24", 0),
    ("24", 48, 8, "24", 0), ("25", 48, 8, "25", 0), ("10", 10, 3, "10", 0), ("24", 48, 100, "24", 23),
    ("24", 48, 60_000, "24", 14_399), ("24", 48, 60_001, "24", 0), ("24", 48, .max >> 4, "24", 0),
  ])
  func `how long the last frame lasts counts where it's meant`(
    fps: String, count: Int, hundredths: Int64, grid: String, empty: Int
  ) throws {
    let (rate, found) = (try #require(Rational(fps)), try #require(Rational(grid)))
    let base = try #require(Rational(1, 100))
    let times = (0..<count).map { Self.rounded($0, rate, 100) }
    let measured = FrameRate(times: times, timeBase: base, lastDuration: hundredths, declared: [rate])
    #expect(measured == FrameRate(fps: found, isConstant: empty == 0, empty: empty))
  }

  @Test func `times that were milliseconds once are still one rate`() throws {
    let base = try #require(Rational(1, 90_000))
    let times = (0..<100).map { Self.rounded($0, Rational(30), 1000) * 90 }
    let rate = FrameRate(times: times, timeBase: base, lastDuration: nil, declared: [])
    #expect(rate == FrameRate(fps: Rational(30), isConstant: true))
  }

  @Test(arguments: ["24", "24000/1001", "25", "30", "30000/1001", "50"])
  func `times that jitter by 2 ms around a usual rate are that rate`(_ text: String) throws {
    let rate = try #require(Rational(text))
    let base = try #require(Rational(1, 90_000))
    let times = (0..<600).map { Self.rounded($0, rate, 90_000) + Int64($0 * 7919 % 361) - 180 }
    let found = FrameRate(times: times, timeBase: base, lastDuration: nil, declared: [])
    #expect(found == FrameRate(fps: rate, isConstant: true))
  }

  @Test func `every third frame left out is no jitter, and a clock as coarse as half a frame has none`() throws {
    let base = try #require(Rational(1, 24_000))
    let times = (0..<90).filter { $0 % 3 != 1 }.map { Int64($0) * 1000 }
    #expect(!FrameRate(times: times, timeBase: base, lastDuration: nil, declared: []).isConstant)
    let coarse = try #require(Rational(1, 48))
    let uneven = (0..<48).map { Int64($0) * 2 + ($0 % 5 == 4 ? 1 : 0) }
    #expect(!FrameRate(times: uneven, timeBase: coarse, lastDuration: 2, declared: [Rational(24)]).isConstant)
  }

  @Test func `a single frame has the header's rate, or one over its duration`() throws {
    let base = try #require(Rational(1, 1000))
    #expect(FrameRate(times: [0], timeBase: base, lastDuration: 40, declared: []).fps == Rational(25))
    #expect(FrameRate(times: [0], timeBase: base, lastDuration: 0, declared: [Rational(30)]).fps == Rational(30))
  }

  private static func rounded(_ index: Int, _ rate: Rational, _ clock: Int64) -> Int64 {
    Rational(Int64(index) * clock * rate.denominator, rate.numerator)?.rounded ?? 0
  }
}

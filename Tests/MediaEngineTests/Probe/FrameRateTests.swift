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

  @Test func `a dropped frame makes the rate variable, its average that of all frames`() throws {
    let base = try #require(Rational(1, 24))
    let times = (0..<48).filter { $0 != 20 }.map(Int64.init)
    let rate = FrameRate(times: times, timeBase: base, lastDuration: 1, declared: [])
    #expect(rate == FrameRate(fps: try #require(Rational(47, 2)), isConstant: false))
  }

  @Test func `times that were milliseconds once are still one rate`() throws {
    let base = try #require(Rational(1, 90_000))
    let times = (0..<100).map { Self.rounded($0, Rational(30), 1000) * 90 }
    let rate = FrameRate(times: times, timeBase: base, lastDuration: nil, declared: [])
    #expect(rate == FrameRate(fps: Rational(30), isConstant: true))
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

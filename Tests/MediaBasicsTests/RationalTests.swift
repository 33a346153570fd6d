import Foundation
import MediaBasics
import Testing

/// Guards exact arithmetic on rates and durations: 24000/1001 is not 23.976.
@Suite struct RationalTests {
  @Test(
    "texts are read exactly and in lowest terms",
    arguments: [
      ("24", 24, 1), ("24000/1001", 24000, 1001), ("48000/2002", 24000, 1001), ("23.976", 2997, 125),
      ("29.97", 2997, 100),
      ("0.5", 1, 2), (".5", 1, 2), ("6.", 6, 1), ("-1.5", -3, 2), ("1/-2", -1, 2),
    ])
  func reads(text: String, numerator: Int64, denominator: Int64) throws {
    let value = try #require(Rational(text))
    #expect(value.numerator == numerator)
    #expect(value.denominator == denominator)
  }

  @Test(
    "what is no number is refused",
    arguments: [
      "", "abc", "1/0", "1/2/3", "1.2.3", "1e3", "nan", "inf", ".", "-", "--1", "1.-5", "99999999999999999999",
      "0x10", "1 2",
      "٣",
    ])
  func refuses(text: String) {
    #expect(Rational(text) == nil)
  }

  @Test("rounding is to the nearest, halves away from zero")
  func rounds() throws {
    #expect(try #require(Rational(5, 2)).rounded == 3)
    #expect(try #require(Rational(-5, 2)).rounded == -3)
    #expect(try #require(Rational(7, 3)).rounded == 2)
    #expect(Rational.zero.rounded == 0)
  }

  @Test("sums, products and comparisons are exact; what doesn't fit is nil")
  func arithmetic() throws {
    let film = try #require(Rational(24000, 1001))
    let almost = try #require(Rational("23.976"))
    #expect(film != almost)
    #expect(film > almost)
    #expect(try #require(Rational(1, 3)).plus(try #require(Rational(1, 6))) == Rational(1, 2))
    #expect(film.times(try #require(Rational(1001, 1000))) == Rational(24))
    #expect(Rational(1).divided(by: .zero) == nil)
    let huge = try #require(Rational(Int64.max, 1))
    #expect(huge.plus(huge) == nil)
    #expect(huge.times(huge) == nil)
  }

  @Test("differences reach the very ends of 64 bits, and beyond them are nil")
  func differences() throws {
    let least = try #require(Rational("-9223372036854775808"))
    #expect(Rational(1).minus(least) == nil)
    #expect(Rational(-1).minus(least) == Rational(.max))
    #expect(least.minus(least) == .zero)
    #expect(least.minus(Rational(1)) == nil)
    #expect(try #require(Rational(1, 2)).minus(try #require(Rational(1, 3))) == Rational(1, 6))
  }

  @Test("JSON numbers and texts are both read; texts are written")
  func coding() throws {
    let read = try JSONDecoder().decode([Rational].self, from: Data(#"[24, 1.2, "24000/1001"]"#.utf8))
    #expect(read == [Rational(24), try #require(Rational(6, 5)), try #require(Rational(24000, 1001))])
    #expect(
      String(decoding: try JSONEncoder().encode([read[2]]), as: UTF8.self).replacing("\\", with: "")
        == #"["24000/1001"]"#)
  }
}

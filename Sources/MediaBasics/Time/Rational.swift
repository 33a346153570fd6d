import Foundation

/// An exact fraction of 64-bit numbers in lowest terms: a frame rate, a duration in seconds, a time base.
public struct Rational: Hashable, Sendable {
  /// The upper number; carries the sign.
  public let numerator: Int64
  /// The lower number, always above 0.
  public let denominator: Int64

  /// Zero.
  public static let zero = Rational(0)

  /// A fraction; `nil` where the denominator is 0 or the reduced numbers don't fit in 64 bits.
  public init?(_ numerator: Int64, _ denominator: Int64) {
    self.init(wide: Int128(numerator), Int128(denominator))
  }

  /// A whole number.
  public init(_ whole: Int) {
    numerator = Int64(whole)
    denominator = 1
  }

  /// Reads `24`, `23.976` (exactly 2997/125, not 24000/1001) or `24000/1001`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let upper = Int64(parts[0]), let lower = Int64(parts[1]) else { return nil }
      self.init(upper, lower)
      return
    }
    let digits = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 1, digits.count <= 2, text.contains(where: \.isNumber),
      text.allSatisfy({ "+-0123456789.".contains($0) })
    else { return nil }
    let fraction = digits.count == 2 ? digits[1] : ""
    guard fraction.count <= 12, !fraction.contains("-"), !fraction.contains("+"),
      let joined = Int64(String(digits[0]) + fraction)
    else { return nil }
    let scale = (0..<fraction.count).reduce(Int64(1)) { power, _ in power * 10 }
    self.init(joined, scale)
  }

  /// The fraction nearest a decimal number, to a millionth.
  public init?(approximating value: Double) {
    guard value.isFinite, abs(value) < 1e12 else { return nil }
    self.init(Int64((value * 1_000_000).rounded()), 1_000_000)
  }

  private init?(wide upper: Int128, _ lower: Int128) {
    guard lower != 0 else { return nil }
    var (a, b) = (upper.magnitude, lower.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int128(max(a, 1)) * (lower < 0 ? -1 : 1)
    guard let numerator = Int64(exactly: upper / divisor), let denominator = Int64(exactly: lower / divisor) else {
      return nil
    }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The nearest floating-point number.
  public var doubleValue: Double { Double(numerator) / Double(denominator) }

  /// 1 ÷ self; `nil` for zero.
  public var reciprocal: Rational? { Rational(denominator, numerator) }

  /// The product; `nil` where it doesn't fit.
  public func times(_ other: Rational) -> Rational? {
    Rational(
      wide: Int128(numerator) * Int128(other.numerator), Int128(denominator) * Int128(other.denominator))
  }

  /// The quotient; `nil` for division by zero or where it doesn't fit.
  public func divided(by other: Rational) -> Rational? {
    other.reciprocal.flatMap(times)
  }

  /// The sum; `nil` where it doesn't fit.
  public func plus(_ other: Rational) -> Rational? {
    Rational(
      wide: Int128(numerator) * Int128(other.denominator) + Int128(other.numerator) * Int128(denominator),
      Int128(denominator) * Int128(other.denominator))
  }

  /// The difference; `nil` where it doesn't fit.
  public func minus(_ other: Rational) -> Rational? {
    Rational(
      wide: Int128(numerator) * Int128(other.denominator) - Int128(other.numerator) * Int128(denominator),
      Int128(denominator) * Int128(other.denominator))
  }

  /// The nearest whole number, halves away from zero.
  public var rounded: Int64 {
    let magnitude = Int128(numerator.magnitude)
    let nearest = (2 * magnitude + Int128(denominator)) / (2 * Int128(denominator))
    return Int64(clamping: numerator < 0 ? -nearest : nearest)
  }
}

extension Rational: Comparable {
  /// Compares exactly, by cross-multiplication.
  public static func < (left: Rational, right: Rational) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }
}

extension Rational {
  /// How people write it: `6`, `1.2`; a fraction where no short decimal is exact.
  public var decimalText: String {
    let decimal = denominator == 1 ? "\(numerator)" : "\(doubleValue)"
    return Rational(decimal) == self ? decimal : description
  }
}

extension Rational: CustomStringConvertible {
  /// `24` or `24000/1001`.
  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}

extension Rational: Codable {
  /// Reads a JSON number or a text such as `24000/1001`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let value =
      if let text = try? container.decode(String.self) {
        Rational(text)
      } else {
        Rational(approximating: try container.decode(Double.self))
      }
    guard let value else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "no fraction; write a number or a text such as 24000/1001")
    }
    self = value
  }

  /// Writes the textual form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

import Foundation

/// A value on its way into a table.
enum LedgerValue: Sendable, Hashable {
  case null
  case text(String)
  case integer(Int64)
  case real(Double)

  init(_ text: String?) { self = text.map(Self.text) ?? .null }
  init(_ number: Int) { self = .integer(Int64(number)) }
  init(_ number: Double?) { self = number.map(Self.real) ?? .null }
  init(_ date: Date?) { self = date.map { .text(LedgerDate.text($0)) } ?? .null }

  /// A value as a JSON document.
  static func json(_ value: (some Encodable)?) throws -> LedgerValue {
    try value.map { .text(String(decoding: try LedgerJSON.encoder.encode($0), as: UTF8.self)) } ?? .null
  }
}

/// How values that have no column type of their own are written.
enum LedgerJSON {
  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .millisecondsSince1970
    encoder.outputFormatting = .sortedKeys
    return encoder
  }

  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .millisecondsSince1970
    return decoder
  }
}

/// Moments as the tables hold them: `2026-11-24 12:30:00.125`, in UTC.
enum LedgerDate {
  static func text(_ date: Date) -> String {
    let milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
    let (seconds, rest) = (milliseconds.floored(by: 1000), milliseconds - milliseconds.floored(by: 1000) * 1000)
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    return padded(Int(parts.tm_year) + 1900, 4) + "-" + padded(Int(parts.tm_mon) + 1, 2) + "-"
      + padded(Int(parts.tm_mday), 2) + " " + padded(Int(parts.tm_hour), 2) + ":" + padded(Int(parts.tm_min), 2)
      + ":" + padded(Int(parts.tm_sec), 2) + "." + padded(Int(rest), 3)
  }

  /// Reads what ``text(_:)`` writes, and what a server adds: fewer or more decimals, and how far from UTC its clock is.
  static func date(_ text: String) -> Date? {
    guard let (values, lengths) = numbers(of: text), values.count >= 6 else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (values[0] - 1900, values[1] - 1, values[2])
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (values[3], values[4], values[5])
    let clock = text.utf8.drop { $0 != UInt8(ascii: ":") }
    let hasDecimals = clock.contains(UInt8(ascii: "."))
    let decimals = hasDecimals && values.count > 6 ? Double(values[6]) / pow(10, Double(lengths[6])) : 0
    var seconds = Double(timegm(&parts)) + decimals
    if let sign = clock.first(where: { "+-".utf8.contains($0) }) {
      let offset = values.dropFirst(hasDecimals ? 7 : 6)
      let minutes = zip(offset, [60, 1]).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      seconds -= (sign == UInt8(ascii: "+") ? 60 : -60) * minutes
    }
    return Date(timeIntervalSince1970: seconds)
  }

  /// The numbers in a text and how many digits each has; `nil` where one is too long.
  private static func numbers(of text: String) -> (values: [Int32], lengths: [Int])? {
    var (values, lengths): ([Int32], [Int]) = ([], [])
    var isInside = false
    for byte in text.utf8 {
      let digit = Int32(byte) - 48
      guard 0..<10 ~= digit else {
        isInside = false
        continue
      }
      if !isInside {
        values.append(0)
        lengths.append(0)
        isInside = true
      }
      let index = values.count - 1
      lengths[index] += 1
      guard lengths[index] < 10 else { return nil }
      values[index] = values[index] * 10 + digit
    }
    return (values, lengths)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  /// The quotient, rounded towards the smaller number.
  fileprivate func floored(by divisor: Int64) -> Int64 {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}

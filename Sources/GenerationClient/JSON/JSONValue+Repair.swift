import Foundation
import MediaBasics

extension JSONValue {
  /// Reads what a service says; `nil` where it is no JSON. A text that was cut within a character spoils nothing but that
  /// character: the answer may tell of many tasks.
  init?(told data: Data) {
    if let value = try? JSONValue(parsing: data) {
      self = value
    } else if let value = try? JSONValue(parsing: JSONRepair.repaired(data)) {
      self = value
    } else {
      return nil
    }
  }
}

/// Puts the replacement character for halves of characters: bytes that are no UTF-8, and UTF-16 surrogates without
/// their partner.
enum JSONRepair {
  private static let replacement = Array(#"\ufffd"#.utf8)

  static func repaired(_ data: Data) -> Data {
    let bytes = Array(String(decoding: data, as: UTF8.self).utf8)
    var repaired: [UInt8] = []
    repaired.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\") else {
        repaired.append(bytes[index])
        index += 1
        continue
      }
      let length: Int
      switch surrogate(bytes, index) {
      case .high? where surrogate(bytes, index + 6) == .low: length = 12
      case .some:
        repaired += replacement
        index += 6
        continue
      // Whatever is escaped, another backslash perhaps.
      case nil: length = 2
      }
      repaired += bytes[index..<min(index + length, bytes.count)]
      index += length
    }
    return Data(repaired)
  }

  private enum Half { case high, low }

  /// Which half the escape at `index` is; `nil` where it is none.
  private static func surrogate(_ bytes: [UInt8], _ index: Int) -> Half? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
      let code = UInt16(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
    else { return nil }
    return switch code {
    case 0xD800...0xDBFF: .high
    case 0xDC00...0xDFFF: .low
    default: nil
    }
  }
}

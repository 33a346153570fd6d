import Foundation

/// H.264 and HEVC units between start codes (ISO/IEC 14496-10, annex B), as encoders give them.
enum AnnexB {
  /// Where the units lie.
  static func units(of bytes: [UInt8]) -> [Range<Int>] {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return [] }
      var units: [Range<Int>] = []
      var start: Int?
      var position = 2
      // Start codes end in a 1 after two zeros; the C library finds the ones.
      while position < bytes.count, let found = memchr(base + position, 1, bytes.count - position) {
        let one = found - UnsafeMutableRawPointer(mutating: base)
        position = one + 1
        guard bytes[one - 1] == 0, bytes[one - 2] == 0 else { continue }
        var end = one - 2
        while end > 0, bytes[end - 1] == 0 { end -= 1 }
        if let start { units.append(start..<end) }
        start = one + 1
      }
      if let start { units.append(start..<bytes.count) }
      return units
    }
  }

  /// The same units, each behind its length in 4 bytes, as containers hold them.
  static func lengthPrefixed(_ bytes: [UInt8]) -> [UInt8] {
    units(of: bytes).reduce(into: []) { result, unit in
      let length = UInt32(unit.count)
      result += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + bytes[unit]
    }
  }

  /// Whether a length-prefixed access unit holds a unit, told by its first byte, that forgets everything before it.
  static func startsAnew(_ bytes: [UInt8], _ forgets: (UInt8) -> Bool) -> Bool {
    var position = 0
    while position + 5 <= bytes.count {
      let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      if forgets(bytes[position + 4]) { return true }
      position += 4 + length
    }
    return false
  }
}

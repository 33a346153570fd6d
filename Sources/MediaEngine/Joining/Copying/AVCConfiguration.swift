import Foundation

/// An H.264 stream's parameter sets, as MP4 and Matroska keep them (`avcC`: ISO/IEC 14496-15, 5.3.3.1).
struct AVCConfiguration: Hashable, Sendable {
  /// Profile, compatibility and level: the bytes that a player looks at first.
  let profile: [UInt8]
  private(set) var sequenceSets: [[UInt8]]
  private(set) var pictureSets: [[UInt8]]
  /// Chroma format and bit depths, which high profiles add.
  private let rest: [UInt8]

  /// Reads an `avcC` whose units have 4 bytes of length; nil for anything else.
  init?(_ bytes: [UInt8]) {
    guard bytes.count > 6, bytes[0] == 1, bytes[4] & 3 == 3 else { return nil }
    var position = 6
    func sets(_ count: Int) -> [[UInt8]]? {
      var sets: [[UInt8]] = []
      for _ in 0..<count {
        guard position + 2 <= bytes.count else { return nil }
        let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
        guard length > 0, position + 2 + length <= bytes.count else { return nil }
        sets.append(Array(bytes[position + 2..<position + 2 + length]))
        position += 2 + length
      }
      return sets
    }
    guard let sequence = sets(Int(bytes[5] & 31)), position < bytes.count else { return nil }
    let count = Int(bytes[position])
    position += 1
    guard let picture = sets(count), !sequence.isEmpty, !picture.isEmpty else { return nil }
    profile = Array(bytes[1...3])
    sequenceSets = sequence
    pictureSets = picture
    rest = Array(bytes[position...])
  }

  /// The bytes.
  var bytes: [UInt8] {
    func sets(_ sets: [[UInt8]]) -> [UInt8] {
      sets.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 255)] + $0 }
    }
    return [1] + profile + [0xFF, 0xE0 | UInt8(sequenceSets.count)] + sets(sequenceSets) + [UInt8(pictureSets.count)]
      + sets(pictureSets) + rest
  }

  /// Adds an encoder's sets, given with start codes; false where their numbers are taken.
  mutating func add(annexB bytes: [UInt8]) -> Bool {
    for unit in AnnexB.units(of: bytes) {
      switch bytes[unit.lowerBound] & 31 {
      case 7: sequenceSets.append(Array(bytes[unit]))
      case 8: pictureSets.append(Array(bytes[unit]))
      default: continue
      }
    }
    // A sequence set's number comes after three bytes of profile and level, a picture set's at once.
    let sequenceNumbers = sequenceSets.map { Self.number(in: $0, at: 4) }
    let pictureNumbers = pictureSets.map { Self.number(in: $0, at: 1) }
    return Set(sequenceNumbers).count == sequenceSets.count && Set(pictureNumbers).count == pictureSets.count
      && sequenceSets.count < 32 && pictureSets.count < 256
  }

  /// An Exp-Golomb number (ISO/IEC 14496-10, 9.1) that begins a byte; nil where the bytes end before it.
  private static func number(in bytes: [UInt8], at start: Int) -> Int? {
    let bits = bytes.dropFirst(start).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let missing = max(0, 4 - (bytes.count - start))
    let aligned = bits << (8 * UInt32(missing))
    let zeros = aligned.leadingZeroBitCount
    guard zeros <= 8 else { return nil }
    return Int(aligned >> UInt32(31 - 2 * zeros)) - 1
  }
}

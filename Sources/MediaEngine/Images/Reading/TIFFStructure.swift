import Foundation

/// The directories of a TIFF file (TIFF 6.0, section 2, and BigTIFF), as far as needed to see whether one of them, or
/// a value that one refers to, lies behind the file's end.
struct TIFFStructure {
  private let file: Data
  private let isBigEndian: Bool
  private let isBig: Bool

  /// `nil` where the file doesn't begin as one.
  init?(_ file: Data) {
    guard file.count >= 16 else { return nil }
    self.file = file
    isBigEndian = file[file.startIndex] == 0x4D
    isBig = file[file.startIndex + (isBigEndian ? 3 : 2)] == 0x2B
  }

  /// Whether all directories and what they refer to lie inside the file; the pixels are left to the decoder.
  var isComplete: Bool {
    var offset = isBig ? number(at: 8, bytes: 8) : number(at: 4, bytes: 4)
    var seen: Set<Int> = []
    while let directory = offset, directory != 0, seen.insert(directory).inserted, seen.count <= Self.most {
      guard let count = number(at: directory, bytes: isBig ? 8 : 2), count <= 65_535 else { return false }
      let first = directory + (isBig ? 8 : 2)
      guard (0..<count).allSatisfy({ isInside(entry: first + $0 * (isBig ? 20 : 12)) }) else { return false }
      offset = number(at: first + count * (isBig ? 20 : 12), bytes: isBig ? 8 : 4)
      if offset == nil { return false }
    }
    return true
  }

  private static let most = 1000
  /// Bytes of a value by its type's number, 1…18; 0 for numbers without a meaning.
  private static let sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]

  private func isInside(entry: Int) -> Bool {
    let width = isBig ? 8 : 4
    guard let type = number(at: entry + 2, bytes: 2), let count = number(at: entry + 4, bytes: width),
      let value = number(at: entry + 4 + width, bytes: width)
    else { return false }
    let (length, overflows) = count.multipliedReportingOverflow(by: type < Self.sizes.count ? Self.sizes[type] : 0)
    guard !overflows else { return false }
    return length <= width || (value <= file.count && length <= file.count - value)
  }

  /// `nil` behind the file's end, and for what no file's length reaches.
  private func number(at offset: Int, bytes count: Int) -> Int? {
    guard offset >= 0, offset <= file.count - count else { return nil }
    let bytes = file[(file.startIndex + offset)..<(file.startIndex + offset + count)]
    let value = (isBigEndian ? Array(bytes) : bytes.reversed()).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(exactly: value)
  }
}

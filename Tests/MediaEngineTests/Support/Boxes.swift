import Foundation

/// Changes single fields of an MP4 file, as players' and editors' files have them and ffmpeg doesn't write them.
enum Boxes {
  /// Overwrites the bytes at `offset` after the nth box type name.
  static func patch(_ url: URL, _ type: String, occurrence: Int = 0, offset: Int, _ bytes: [UInt8]) throws {
    var data = try Data(contentsOf: url)
    var from = data.startIndex
    for _ in 0...occurrence {
      guard let range = data.range(of: Data(type.utf8), in: from..<data.endIndex) else {
        throw CocoaError(.fileReadCorruptFile)
      }
      from = range.upperBound
    }
    data.replaceSubrange(from + offset..<from + offset + bytes.count, with: bytes)
    try data.write(to: url)
  }

  static func bytes(_ number: Int32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian, Array.init)
  }
}

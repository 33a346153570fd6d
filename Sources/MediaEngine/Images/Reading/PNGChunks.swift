import Foundation

/// The chunks of a PNG before its pixels (PNG specification, third edition, 5.3).
enum PNGChunks {
  /// Walks over them.
  ///
  /// - Parameters:
  ///   - read: Gives up to so many bytes from an offset.
  ///   - visit: Is told a chunk's name, its length, and its content up to ``longest`` bytes.
  static func walk(
    _ read: (_ offset: Int, _ count: Int) -> Data,
    _ visit: (_ name: String, _ length: Int, _ content: [UInt8]) -> Void
  ) {
    var offset = 8
    for _ in 0..<mostChunks {
      let chunk = [UInt8](read(offset, 8 + longest))
      guard chunk.count >= 12 else { return }
      let length = number(chunk, 0)
      let name = String(decoding: chunk[4..<8], as: UTF8.self)
      if name == "IDAT" || name == "IEND" { return }
      visit(name, length, Array(chunk.dropFirst(8).prefix(length)))
      offset += 12 + length
    }
  }

  /// How many frames an animated PNG has (acTL chunk, 11.3.6.1); 1 for a still one.
  static func frames(_ read: (_ offset: Int, _ count: Int) -> Data) -> Int {
    var frames = 1
    walk(read) { name, length, content in
      if name == "acTL", length == 8, content.count == 8 { frames = max(number(content, 0), 1) }
    }
    return frames
  }

  /// Four bytes, the highest first.
  static func number(_ bytes: [UInt8], _ offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  private static let longest = 32
  private static let mostChunks = 200
}

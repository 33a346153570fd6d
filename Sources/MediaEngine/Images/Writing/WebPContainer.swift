import Foundation

/// A WEBP file's chunks (RFC 9649, 2.3): libvips 8.14 writes an EXIF chunk even where it's told to strip.
enum WebPContainer {
  /// The same picture in the simple form: one lossy or lossless chunk and nothing else.
  ///
  /// Gives the bytes back unchanged where they hold more than one opaque picture.
  static func simplified(_ file: Data) -> Data {
    var offset = file.startIndex + 12
    while offset + 8 <= file.endIndex {
      let name = String(decoding: file[offset..<offset + 4], as: UTF8.self)
      let length = file[offset + 4..<offset + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      let end = offset + 8 + length + length % 2
      guard end <= file.endIndex, !["ALPH", "ANIM", "ANMF"].contains(name) else { return file }
      if name == "VP8 " || name == "VP8L" { return riff(file[offset..<end]) }
      offset = end
    }
    return file
  }

  private static func riff(_ chunk: Data) -> Data {
    let length = UInt32(chunk.count + 4)
    return Data("RIFF".utf8) + withUnsafeBytes(of: length.littleEndian) { Data($0) } + Data("WEBP".utf8) + chunk
  }
}

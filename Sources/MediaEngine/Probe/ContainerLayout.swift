import Foundation

/// What the first bytes and the outer boxes of a file say: which of two containers that libav reads as one it is,
/// and where its index stands.
struct ContainerLayout: Sendable {
  /// The container's short name.
  let name: String
  /// Whether the index precedes the media; `nil` outside MP4 and MOV.
  let faststart: Bool?
  /// Whether the media comes in fragments with an index each.
  let isFragmented: Bool

  /// Whether libav's index holds every packet, and not keyframes alone or the fragments read so far.
  var coversAllPackets: Bool { faststart != nil && !isFragmented }

  /// Whether it is Matroska, WEBM being a kind of it.
  var isMatroska: Bool { name == "webm" || name == "matroska" }

  /// Looks at a file that libav reads as `formatName`.
  init(of url: URL, formatName: String) throws {
    let first = formatName.split(separator: ",").first.map(String.init) ?? formatName
    switch first {
    case "mov":
      let boxes = try Self.boxes(of: url)
      name = boxes.brand == "qt  " ? "mov" : "mp4"
      faststart = boxes.index.map { index in boxes.media.map { index < $0 } ?? true }
      isFragmented = boxes.isFragmented
    case "matroska":
      let head = try Self.head(of: url)
      name = head.range(of: Data("webm".utf8)) != nil ? "webm" : "matroska"
      (faststart, isFragmented) = (nil, false)
    default:
      name = first
      (faststart, isFragmented) = (nil, false)
    }
  }

  private struct Boxes {
    var brand = ""
    var index: UInt64?
    var media: UInt64?
    var isFragmented = false
  }

  /// Walks the outermost boxes (ISO/IEC 14496-12, 4.2): 4 bytes of size, 4 of type, 8 more of size where size is 1.
  private static func boxes(of url: URL) throws -> Boxes {
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    var boxes = Boxes()
    let end = try handle.seekToEnd()
    var offset: UInt64 = 0
    for _ in 0..<mostBoxes {
      try handle.seek(toOffset: offset)
      guard let head = try handle.read(upToCount: 16), head.count >= 8 else { break }
      let type = String(decoding: head[4..<8], as: UTF8.self)
      switch type {
      case "ftyp": boxes.brand = String(decoding: head.dropFirst(8).prefix(4), as: UTF8.self)
      case "moov": boxes.index = boxes.index ?? offset
      case "mdat": boxes.media = boxes.media ?? offset
      case "moof": boxes.isFragmented = true
      default: break
      }
      var size = number(head.prefix(4))
      if size == 1, head.count == 16 { size = number(head.suffix(8)) }
      // 0: to the end of the file.
      guard size >= 8, !boxes.isFragmented, size < end - offset else { break }
      offset += size
    }
    return boxes
  }

  private static let mostBoxes = 10_000

  private static func number(_ bytes: Data) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The EBML header, which holds the document type, fits in this.
  private static func head(of url: URL) throws -> Data {
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    return try handle.read(upToCount: 64) ?? Data()
  }
}

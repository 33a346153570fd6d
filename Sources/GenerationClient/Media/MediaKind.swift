import Foundation

/// What a file is, by its first bytes: a name's extension may say anything.
struct MediaKind: Sendable, Hashable {
  enum Family: Sendable, Hashable {
    case image, video, audio
  }

  let family: Family
  /// The MIME type that the services know it by.
  let mimeType: String

  /// Looks at a file's beginning; `nil` where it is nothing that a service takes.
  static func of(_ file: URL) throws -> MediaKind? {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    return MediaKind(beginning: try handle.read(upToCount: 64) ?? Data())
  }

  /// Looks at a file's first bytes; 64 are enough.
  init?(beginning data: Data) {
    let bytes = [UInt8](data.prefix(64))
    guard let known = Self.signatures.first(where: { $0.matches(bytes) }) else { return nil }
    (family, mimeType) = (known.family, known.mimeType)
  }

  private struct Signature {
    let family: Family
    let mimeType: String
    let marks: [(offset: Int, bytes: [UInt8])]

    init(_ family: Family, _ mimeType: String, _ marks: (Int, [UInt8])...) {
      self.family = family
      self.mimeType = mimeType
      self.marks = marks
    }

    init(_ family: Family, _ mimeType: String, _ marks: (Int, String)...) {
      self.family = family
      self.mimeType = mimeType
      self.marks = marks.map { ($0, Array($1.utf8)) }
    }

    func matches(_ data: [UInt8]) -> Bool {
      marks.allSatisfy { data.dropFirst($0.offset).starts(with: $0.bytes) }
    }
  }

  /// The more special ones come first: the brands of ISO media before the box that holds them.
  private static let signatures: [Signature] = [
    Signature(.image, "image/png", (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
    Signature(.image, "image/jpeg", (0, [0xFF, 0xD8, 0xFF])),
    Signature(.image, "image/webp", (0, "RIFF"), (8, "WEBP")),
    Signature(.image, "image/gif", (0, "GIF8")),
    Signature(.image, "image/bmp", (0, "BM")),
    Signature(.audio, "audio/mp4", (4, "ftypM4A")),
    Signature(.video, "video/quicktime", (4, "ftypqt")),
    Signature(.video, "video/3gpp", (4, "ftyp3g")),
    Signature(.image, "image/avif", (4, "ftypavif")),
    Signature(.image, "image/heic", (4, "ftyphei")),
    Signature(.video, "video/mp4", (4, "ftyp")),
    Signature(.video, "video/quicktime", (4, "moov")),
    Signature(.video, "video/webm", (0, [0x1A, 0x45, 0xDF, 0xA3]), (31, Array("webm".utf8))),
    Signature(.video, "video/webm", (0, [0x1A, 0x45, 0xDF, 0xA3]), (24, Array("webm".utf8))),
    Signature(.video, "video/x-matroska", (0, [0x1A, 0x45, 0xDF, 0xA3])),
    Signature(.audio, "audio/wav", (0, "RIFF"), (8, "WAVE")),
    Signature(.audio, "audio/flac", (0, "fLaC")),
    Signature(.audio, "audio/mpeg", (0, "ID3")),
    Signature(.audio, "audio/mpeg", (0, [0xFF, 0xFB])),
    Signature(.audio, "audio/mpeg", (0, [0xFF, 0xF3])),
    Signature(.audio, "audio/mpeg", (0, [0xFF, 0xF2])),
    Signature(.audio, "audio/ogg", (0, "OggS")),
  ]
}

import Foundation

/// A media file's kind of content.
enum MediaKind: String, Codable {
  case image, video, audio
}

/// A file format that the services take or give, told by a file's first bytes and never by its name.
enum MediaFormat: String, Codable {
  case jpeg, png, webp, bmp, gif, mp4, mov, webm, mp3, wav, flac

  /// How many leading bytes ``init(recognizing:)`` looks at.
  static let signatureLength = 16

  /// The format that a file beginning with these bytes has; `nil` for any other content.
  init?(recognizing head: Data) {
    let bytes = [UInt8](head.prefix(Self.signatureLength))
    func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
      bytes.count >= offset + signature.count && Array(bytes[offset..<offset + signature.count]) == signature
    }
    func has(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }
    if has([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if has("RIFF"), has("WEBP", at: 8) {
      self = .webp
    } else if has("RIFF"), has("WAVE", at: 8) {
      self = .wav
    } else if has("GIF8") {
      self = .gif
    } else if has("ftyp", at: 4) {
      self = has("qt  ", at: 8) ? .mov : .mp4
    } else if has([0x1A, 0x45, 0xDF, 0xA3]) {
      self = .webm
    } else if has("fLaC") {
      self = .flac
    } else if has("ID3") || has([0xFF, 0xFB]) || has([0xFF, 0xF3]) || has([0xFF, 0xF2]) {
      self = .mp3
    } else if has("BM") {
      self = .bmp
    } else {
      return nil
    }
  }

  /// What the content is.
  var kind: MediaKind {
    switch self {
    case .jpeg, .png, .webp, .bmp, .gif: .image
    case .mp4, .mov, .webm: .video
    case .mp3, .wav, .flac: .audio
    }
  }

  /// The usual file name extension.
  var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

  /// The media type that `Content-Type` names.
  var contentType: String {
    switch self {
    case .mov: "video/quicktime"
    case .mp3: "audio/mpeg"
    default: "\(kind.rawValue)/\(rawValue)"
    }
  }
}

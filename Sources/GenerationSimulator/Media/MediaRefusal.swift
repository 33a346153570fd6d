/// Why something sent as an image, a video or a sound isn't taken; each service tells it in its own shape.
struct MediaRefusal: Error {
  enum Reason {
    /// Not base64, or nothing in it.
    case undecodable
    /// The bytes are no file of a known format.
    case unrecognized
    /// A known format that the media library can't read.
    case corrupt
    /// No asset has this id.
    case unknownAsset
    /// An address that isn't one of the simulator's own.
    case foreignAddress
    /// Another kind of content than was asked for.
    case wrongKind
  }

  let reason: Reason
  /// One sentence: what was given and what is taken.
  let message: String

  static let undecodable = MediaRefusal(
    reason: .undecodable, message: "The value is neither a UUID, a URL, a data URI nor base64.")
  static let unrecognized = MediaRefusal(
    reason: .unrecognized,
    message: "The content is no media file; JPEG, PNG, WEBP, BMP, GIF, MP4, MOV, WEBM, MP3, WAV and FLAC are taken.")

  static func corrupt(_ why: String) -> MediaRefusal {
    MediaRefusal(reason: .corrupt, message: "The content can't be read: \(why)")
  }

  static func unknownAsset(_ id: String) -> MediaRefusal {
    MediaRefusal(reason: .unknownAsset, message: "No media has the UUID \(id).")
  }

  static func foreignAddress(_ address: String) -> MediaRefusal {
    MediaRefusal(
      reason: .foreignAddress,
      message: "The simulator doesn't fetch \(address.prefix(200)); it takes addresses of its own files only.")
  }

  static func wrongKind(_ kind: MediaKind, wanted: MediaKind) -> MediaRefusal {
    MediaRefusal(
      reason: .wrongKind, message: "The content is of the kind \(kind.rawValue); \(wanted.rawValue) is wanted.")
  }
}

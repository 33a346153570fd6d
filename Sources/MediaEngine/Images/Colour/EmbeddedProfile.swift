import CVips
import Foundation

/// What an ICC profile's header and tag table tell (ICC.1:2022, 7.2 and 7.3): which pictures it's for, and how.
struct EmbeddedProfile {
  /// The colours that a profile is for.
  enum Space: String {
    case grey = "GRAY"
    case rgb = "RGB "
    case cmyk = "CMYK"

    var bands: Int {
      switch self {
      case .grey: 1
      case .rgb: 3
      case .cmyk: 4
      }
    }
  }

  /// `nil` for spaces that pictures don't come in.
  let space: Space?
  /// How colours that sRGB doesn't have are brought inside: as the profile asks for, where it has a table for that.
  let intent: VipsIntent

  /// `nil` where the bytes are no ICC profile.
  init?(_ profile: Data) {
    let bytes = [UInt8](profile.prefix(128 + 4 + 12 * Self.mostTags))
    guard bytes.count >= 132, bytes[36..<40].elementsEqual("acsp".utf8) else { return nil }
    func number(at offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    space = Space(rawValue: String(decoding: bytes[16..<20], as: UTF8.self))
    let tags = (0..<min(number(at: 128), (bytes.count - 132) / 12)).map { tag in
      String(decoding: bytes[(132 + 12 * tag)..<(136 + 12 * tag)], as: UTF8.self)
    }
    // Perceptual is the one table that each profile with tables has; one without serves all intents alike.
    intent = number(at: 64) == 1 && tags.contains("A2B1") ? VIPS_INTENT_RELATIVE : VIPS_INTENT_PERCEPTUAL
  }

  private static let mostTags = 100
}

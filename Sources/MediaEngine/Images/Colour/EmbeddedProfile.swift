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

    /// The tags that convert its colours, where no table does.
    fileprivate var curves: Set<String> {
      switch self {
      case .grey: ["kTRC"]
      case .rgb: ["rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"]
      case .cmyk: ["A2B0"]
      }
    }
  }

  /// `nil` for spaces that pictures don't come in.
  let space: Space?
  /// How colours that sRGB doesn't have are brought inside: as the profile asks for, where it has a table for that.
  let intent: VipsIntent

  /// `nil` where the bytes are no ICC profile, or what converts its colours isn't where it says.
  init?(_ profile: Data) {
    let bytes = [UInt8](profile)
    guard bytes.count >= 132, bytes[36..<40].elementsEqual("acsp".utf8) else { return nil }
    func number(at offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    let count = number(at: 128)
    guard (1...Self.mostTags).contains(count), 132 + 12 * count <= bytes.count else { return nil }
    let places = (0..<count).map { 132 + 12 * $0 }.filter { number(at: $0 + 4) + number(at: $0 + 8) <= bytes.count }
    let tags = Set(places.map { String(decoding: bytes[$0..<$0 + 4], as: UTF8.self) })
    space = Space(rawValue: String(decoding: bytes[16..<20], as: UTF8.self))
    if let space, !tags.contains("A2B0"), !tags.isSuperset(of: space.curves) { return nil }
    // Perceptual is the one table that each profile with tables has; one without serves all intents alike.
    intent = number(at: 64) == 1 && tags.contains("A2B1") ? VIPS_INTENT_RELATIVE : VIPS_INTENT_PERCEPTUAL
  }

  private static let mostTags = 100
}

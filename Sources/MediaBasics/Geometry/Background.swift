/// What lies behind transparent pixels and in the bars of `contain`.
public enum Background: Hashable, Sendable {
  /// One sRGB colour.
  case color(red: UInt8, green: UInt8, blue: UInt8)
  /// The colour of the picture's own border.
  case auto

  /// Opaque black, as in a video player's bars.
  public static let black = Background.color(red: 0, green: 0, blue: 0)
  /// Opaque white, as behind a product.
  public static let white = Background.color(red: 255, green: 255, blue: 255)

  /// Reads `auto`, `#rrggbb`, `#rgb` (the `#` may be left out), `black` or `white`.
  public init?(_ text: String) {
    switch text.lowercased() {
    case "auto": self = .auto
    case "black": self = .black
    case "white": self = .white
    default:
      var digits = text.hasPrefix("#") ? String(text.dropFirst()) : text
      if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
      guard digits.count == 6, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else {
        return nil
      }
      self = .color(
        red: UInt8(value >> 16 & 0xFF), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
    }
  }
}

extension Background: CustomStringConvertible {
  /// `auto` or `#rrggbb`.
  public var description: String {
    switch self {
    case .auto: "auto"
    case .color(let red, let green, let blue):
      "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }
}

extension Background: Codable {
  /// Reads the textual form.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let background = Background(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no background; write #rrggbb or auto"))
    }
    self = background
  }

  /// Writes the textual form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

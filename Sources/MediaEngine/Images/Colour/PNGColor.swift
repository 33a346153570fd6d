import Foundation

/// What a PNG's gAMA and cHRM chunks say of its colours (PNG specification, third edition, 11.3.2); libvips reads
/// neither.
struct PNGColor {
  private var gamma: Double?
  private var primaries: Chromaticities?
  /// An sRGB, iCCP or cICP chunk outranks both.
  private var isOutranked = false

  /// Walks over the chunks before the pixels; `read` gives up to `count` bytes from an offset.
  init(read: (_ offset: Int, _ count: Int) -> Data) {
    PNGChunks.walk(read) { name, length, content in
      switch name {
      case "gAMA" where length == 4 && content.count == 4: gamma = Double(PNGChunks.number(content, 0)) / 100_000
      case "cHRM" where length == 32 && content.count == 32: primaries = Self.chromaticities(content)
      case "sRGB", "iCCP", "cICP": isOutranked = true
      default: break
      }
    }
  }

  /// A profile that says the same; `nil` where the chunks are missing, senseless, or mean sRGB.
  func profile(isGrey: Bool) -> Data? {
    guard !isOutranked, let gamma, gamma > 0.05, gamma < 5 else { return nil }
    // libpng's own threshold: a twentieth off is no difference, and 1/2.2 is how sRGB was written before its chunk.
    let isStandardGamma = abs(gamma * 2.2 - 1) < 0.05
    let primaries = primaries ?? .standardRGB
    if isStandardGamma, isGrey || primaries.isNear(.standardRGB) { return nil }
    guard !isGrey else { return GammaProfile(exponent: 1 / gamma, primaries: nil).data }
    return primaries.primariesUnderD50.map { GammaProfile(exponent: 1 / gamma, primaries: $0).data }
  }

  private static func chromaticities(_ content: [UInt8]) -> Chromaticities {
    let values = (0..<8).map { Double(PNGChunks.number(content, 4 * $0)) / 100_000 }
    return Chromaticities(
      white: [values[0], values[1]], red: [values[2], values[3]], green: [values[4], values[5]],
      blue: [values[6], values[7]])
  }
}

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
    var offset = 8
    for _ in 0..<Self.mostChunks {
      let chunk = [UInt8](read(offset, 8 + 32))
      guard chunk.count >= 12 else { return }
      let length = Self.number(chunk, 0)
      switch String(decoding: chunk[4..<8], as: UTF8.self) {
      case "gAMA" where length == 4: gamma = Double(Self.number(chunk, 8)) / 100_000
      case "cHRM" where length == 32 && chunk.count == 40: primaries = Self.chromaticities(chunk)
      case "sRGB", "iCCP", "cICP": isOutranked = true
      case "IDAT", "IEND": return
      default: break
      }
      offset += 12 + length
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

  private static let mostChunks = 200

  private static func chromaticities(_ chunk: [UInt8]) -> Chromaticities {
    let values = (0..<8).map { Double(number(chunk, 8 + 4 * $0)) / 100_000 }
    return Chromaticities(
      white: [values[0], values[1]], red: [values[2], values[3]], green: [values[4], values[5]],
      blue: [values[6], values[7]])
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}

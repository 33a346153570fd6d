package import Foundation

extension Data {
  /// Hexadecimal as base64, as checksums go over the wire; empty for anything else.
  package static func base64(hexadecimal text: String) -> String {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return "" }
    return Data(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
      .base64EncodedString()
  }
}

import MediaBasics

/// An opaque 8-bit sRGB colour.
struct SRGBColor: Equatable, Sendable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  static let white = SRGBColor(red: 255, green: 255, blue: 255)
}

/// A colour in 8-bit Y'CbCr of limited range: levels above black (16), and from neutral (128).
typealias YCbCr = SIMD3<Double>

/// An affine map of Y'CbCr colours: gains, what the channels give each other, and offsets.
///
/// That covers brightness, contrast and saturation, and gains of red, green and blue, which are neither of the channels alone.
struct ColorTransform: Hashable, Sendable {
  /// One row for each channel of the result.
  var rows: [YCbCr]
  /// Levels added to each channel.
  var offset: YCbCr

  static let identity = ColorTransform(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], offset: .zero)

  /// The colour that another becomes.
  func callAsFunction(_ color: YCbCr) -> YCbCr {
    YCbCr((rows[0] * color).sum(), (rows[1] * color).sum(), (rows[2] * color).sum()) + offset
  }

  /// The same, going only part of the way; 0 changes nothing.
  func scaled(by share: Double) -> ColorTransform {
    ColorTransform(
      rows: zip(rows, Self.identity.rows).map { own, still in still + share * (own - still) }, offset: share * offset)
  }

  /// The furthest that it moves any channel of a colour.
  func reach(over colors: [YCbCr]) -> Double {
    colors.map { color in
      let distance = self(color) - color
      return max(abs(distance.x), abs(distance.y), abs(distance.z))
    }.max() ?? 0
  }

  /// Black, white, red, green, blue and their mixtures by BT.709.
  static let corners: [YCbCr] = (0..<8).map { number in
    let (red, green, blue) = (Double(number & 1), Double(number >> 1 & 1), Double(number >> 2 & 1))
    let luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return [219 * luma, 224 * (blue - luma) / 1.8556, 224 * (red - luma) / 1.5748]
  }
}

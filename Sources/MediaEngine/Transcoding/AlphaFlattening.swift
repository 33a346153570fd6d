import MediaBasics

/// What lays transparent pictures on a colour, as libavfilter's text.
enum AlphaFlattening {
  /// Filters from a picture with an alpha channel to an opaque one of 8-bit RGB planes.
  ///
  /// - Parameters:
  ///   - matrix: The picture's own; nil for RGB.
  ///   - background: What it is laid on; `auto` is black.
  static func filters(matrix: ScaleMatrix?, fullRange: Bool, on background: Background) -> String {
    var scale = "scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp"
    if let matrix { scale += ":in_color_matrix=\(matrix.rawValue):in_range=\(fullRange ? "full" : "limited")" }
    let (red, green, blue) = background.components
    // Both layers have the one picture's time: frames that carry none (AVI) get one.
    return "setpts=N,\(scale),format=gbrap,split[over][copy];"
      + "[copy]lutrgb=r=\(red):g=\(green):b=\(blue):a=255[under];[under][over]overlay=format=gbrp,format=gbrp"
  }
}

extension Background {
  fileprivate var components: (red: UInt8, green: UInt8, blue: UInt8) {
    if case .color(let red, let green, let blue) = self { return (red, green, blue) }
    return (0, 0, 0)
  }
}

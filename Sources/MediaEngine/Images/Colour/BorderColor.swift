import MediaBasics

/// The colour of a picture's own border, for bars that continue it.
struct BorderColor {
  let picture: Picture

  /// The median colour, band by band, of thin strips along the edges at which bars will lie.
  ///
  /// A median stays on pure white though a product touches the edge, where a mean would not. Transparent pixels
  /// count as white.
  func color(for placement: Placement) throws -> SRGBColor {
    let opaque = try picture.flattened(on: .white)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 256), count: 3)
    for strip in strips(for: placement) {
      for (band, histogram) in try opaque.cropped(to: strip).histogram().enumerated() where band < 3 {
        for (value, count) in histogram.enumerated() { counts[band][value] += count }
      }
    }
    return SRGBColor(red: median(counts[0]), green: median(counts[1]), blue: median(counts[2]))
  }

  private func strips(for placement: Placement) -> [PixelRect] {
    let (width, height) = (picture.width, picture.height)
    let depth = min(max(min(width, height) / 100, 1), 8)
    let sides = [
      PixelRect(x: 0, y: 0, width: depth, height: height),
      PixelRect(x: width - depth, y: 0, width: depth, height: height),
    ]
    let ends = [
      PixelRect(x: 0, y: 0, width: width, height: depth),
      PixelRect(x: 0, y: height - depth, width: width, height: depth),
    ]
    let rect = placement.contentRect
    let barsBeside = rect.width < placement.target.width
    let barsAbove = rect.height < placement.target.height
    return (barsBeside || !barsAbove ? sides : []) + (barsAbove || !barsBeside ? ends : [])
  }

  private func median(_ counts: [Int]) -> UInt8 {
    let half = (counts.reduce(0, +) + 1) / 2
    var seen = 0
    for (value, count) in counts.enumerated() {
      seen += count
      if seen >= half { return UInt8(clamping: value) }
    }
    return 255
  }
}

import CVips
import MediaBasics

/// A cover that enlarges a picture far beyond what is kept of it, such as a landscape in a target one pixel wide: the
/// picture is decoded at its own size, and of the enlarged one only what is kept is made.
struct VastCover {
  let placement: Placement
  let source: PixelSize

  /// `nil` where the usual way will do: scaling while decoding, then cropping.
  init?(_ placement: Placement, of source: PixelSize, fit: Fit) {
    let pixels = placement.scaled.pixelCount
    guard fit == .cover, pixels > Self.leastPixels,
      pixels / 2 > max(source.pixelCount, placement.target.pixelCount)
    else { return nil }
    self.placement = placement
    self.source = source
  }

  private static let leastPixels = 64_000_000
  /// Somewhat below libvips' longest side (VIPS_MAX_COORD).
  private static let longestSide = 8_000_000
  /// Source pixels beyond the kept ones that the interpolation looks at, and some more.
  private static let margin = 4

  /// The kept part at the target's size.
  ///
  /// Where the pixels say what is kept, they are asked at the picture's own size.
  func applied(to picture: Picture, gravity: Gravity) throws -> Picture {
    switch gravity {
    case .attention: try picture.cropped(to: kept, by: VIPS_INTERESTING_ATTENTION).resized(to: placement.target)
    case .entropy: try picture.cropped(to: kept, by: VIPS_INTERESTING_ENTROPY).resized(to: placement.target)
    default: try enlarged(picture)
    }
  }

  private func enlarged(_ picture: Picture) throws -> Picture {
    let across = Cut(placement.crop.x, placement.crop.width, of: source.width, scaledTo: placement.scaled.width)
    let down = Cut(placement.crop.y, placement.crop.height, of: source.height, scaledTo: placement.scaled.height)
    let part = PixelRect(x: across.start, y: down.start, width: across.length, height: down.length)
    let crop = PixelRect(
      x: across.offset, y: down.offset, width: placement.crop.width, height: placement.crop.height)
    return try picture.cropped(to: part)
      .enlarged(to: (across.scaled, down.scaled)).cropped(to: crop)
  }

  /// How much of the picture is kept, in its own pixels.
  private var kept: PixelSize {
    func length(_ target: Int, _ scaled: Int, _ source: Int) -> Int {
      max(Int((Double(target) * Double(source) / Double(scaled)).rounded()), 1)
    }
    let (target, scaled) = (placement.target, placement.scaled)
    return PixelSize(
      width: length(target.width, scaled.width, source.width),
      height: length(target.height, scaled.height, source.height)) ?? source
  }

  /// One side: the part of the picture that is enlarged, all of it where libvips can.
  private struct Cut {
    var start = 0
    var length: Int
    /// How long the part is once enlarged.
    var scaled: Int
    /// Where the kept pixels begin in it.
    var offset: Int

    init(_ offset: Int, _ kept: Int, of source: Int, scaledTo scaled: Int) {
      (self.length, self.scaled, self.offset) = (source, scaled, offset)
      guard scaled > VastCover.longestSide else { return }
      let factor = Double(scaled) / Double(source)
      start = max(Int(Double(offset) / factor) - VastCover.margin, 0)
      let end = min(Int((Double(offset + kept) / factor).rounded(.up)) + VastCover.margin, source)
      length = end - start
      self.scaled = max(Int((Double(length) * factor).rounded()), kept)
      self.offset = min(max(offset - Int((Double(start) * factor).rounded()), 0), self.scaled - kept)
    }
  }
}

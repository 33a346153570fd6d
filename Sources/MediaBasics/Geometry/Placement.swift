/// Where a picture comes to lie in a target of another size: the arithmetic of every fit, without a pixel.
public struct Placement: Hashable, Sendable {
  /// The picture's size once scaled; for `cover` at least the target's, for `contain` at most.
  public let scaled: PixelSize
  /// The part of the scaled picture that is kept: all of it, but for `cover`.
  public let crop: PixelRect
  /// Where the kept part lies in the target. The rest of the target is background.
  public let contentRect: PixelRect
  /// The finished picture's size.
  public let target: PixelSize

  /// Places a picture of size `source` in `target`.
  ///
  /// One factor scales both sides (two for `stretch`); each side is then rounded half up and kept between 1 and the
  /// target (from the target up for `cover`). Bars: the left and the top one get floor of half the rest.
  /// For a gravity that looks at the pixels the crop stands in the centre; who has the pixels moves it.
  public init(of source: PixelSize, in target: PixelSize, fit: Fit, gravity: Gravity = .centre) {
    self.target = target
    let across = Double(target.width) / Double(source.width)
    let down = Double(target.height) / Double(source.height)
    func side(_ length: Int, _ factor: Double) -> Int { Int((Double(length) * factor).rounded()) }
    switch fit {
    case .stretch:
      scaled = target
      crop = PixelRect(target)
      contentRect = PixelRect(target)
    case .contain, .blur:
      let factor = min(across, down)
      scaled = PixelSize(
        uncheckedWidth: min(max(side(source.width, factor), 1), target.width),
        height: min(max(side(source.height, factor), 1), target.height))
      crop = PixelRect(scaled)
      contentRect = PixelRect(
        x: (target.width - scaled.width) / 2, y: (target.height - scaled.height) / 2,
        width: scaled.width, height: scaled.height)
    case .cover:
      let factor = max(across, down)
      scaled = PixelSize(
        uncheckedWidth: max(side(source.width, factor), target.width),
        height: max(side(source.height, factor), target.height))
      let anchor = gravity.anchor ?? (0.5, 0.5)
      crop = PixelRect(
        x: Int(Double(scaled.width - target.width) * anchor.x),
        y: Int(Double(scaled.height - target.height) * anchor.y),
        width: target.width, height: target.height)
      contentRect = PixelRect(target)
    }
  }

  /// The larger of the two factors that the sides were scaled by.
  public func enlargement(of source: PixelSize) -> Double {
    max(Double(scaled.width) / Double(source.width), Double(scaled.height) / Double(source.height))
  }
}

import MediaBasics

/// Fills the bars beside a picture with a blurred, darkened copy of it.
struct BlurredFill {
  let placement: Placement

  private static let shrink = 8
  private static let brightness = 0.6

  /// The picture in its place on the fill.
  ///
  /// The copy is blurred at an eighth of the size: nobody sees the difference, and it costs a sixty-fourth.
  func applied(to picture: Picture) throws -> Picture {
    let target = placement.target
    let small = PixelSize(
      width: max(target.width / Self.shrink, 1), height: max(target.height / Self.shrink, 1))
    guard let small, let source = PixelSize(width: picture.width, height: picture.height) else { return picture }
    let cover = Placement(of: source, in: small, fit: .cover)
    let sigma = max(Double(min(small.width, small.height)) / 20, 0.6)
    let fill = try picture.resized(to: cover.scaled).cropped(to: cover.crop)
      .blurred(sigma: sigma).darkened(to: Self.brightness).resized(to: target)
    return try picture.laid(over: fill, at: placement.contentRect)
  }
}

import MediaBasics

/// Sizes that 4:2:0 can hold: both sides even.
enum EvenSize {
  /// A size with its odd sides one pixel shorter; a side of 1 becomes 2.
  static func below(_ size: PixelSize) -> PixelSize {
    PixelSize(width: max(size.width / 2 * 2, 2), height: max(size.height / 2 * 2, 2)) ?? size
  }
}

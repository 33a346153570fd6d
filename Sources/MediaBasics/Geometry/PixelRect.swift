/// A rectangle of whole pixels; the origin is the top left corner.
public struct PixelRect: Hashable, Sendable, Codable {
  /// Pixels from the left edge.
  public let x: Int
  /// Pixels from the top edge.
  public let y: Int
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int

  /// A rectangle with its top left corner at (`x`, `y`).
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The whole of a picture.
  public init(_ size: PixelSize) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// The rectangle's extent; `nil` where it is empty.
  public var size: PixelSize? { PixelSize(width: width, height: height) }

  /// Whether the rectangle lies inside a picture of this size.
  public func fits(in size: PixelSize) -> Bool {
    // Taken off the size rather than added up: a rectangle that was read from a file may hold any numbers.
    (1...size.width).contains(width) && (1...size.height).contains(height)
      && (0...size.width - width).contains(x) && (0...size.height - height).contains(y)
  }

  /// The same part of a picture that has been scaled from `from` to `to`, rounded to whole pixels and kept inside.
  ///
  /// A service may return a clip at another size than was asked; the bars are then elsewhere by the same factor.
  public func scaled(from: PixelSize, to: PixelSize) -> PixelRect {
    func place(_ start: Int, _ length: Int, _ old: Int, _ new: Int) -> (Int, Int) {
      let factor = Double(new) / Double(old)
      func pixel(_ place: Double, _ range: ClosedRange<Int>) -> Int {
        Int(min(max((place * factor).rounded(), Double(range.lowerBound)), Double(range.upperBound)))
      }
      let first = pixel(Double(start), 0...new - 1)
      let end = pixel(Double(start) + Double(length), first + 1...new)
      return (first, end - first)
    }
    let (left, across) = place(x, width, from.width, to.width)
    let (top, down) = place(y, height, from.height, to.height)
    return PixelRect(x: left, y: top, width: across, height: down)
  }
}

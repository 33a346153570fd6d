import Foundation

/// A picture's width and height in pixels, both at least 1.
public struct PixelSize: Hashable, Sendable {
  /// The largest side that is accepted anywhere: what JPEG can hold.
  public static let longestSide = 65_535

  /// One pixel: what stands where a size is filled in later.
  public static let single = PixelSize(uncheckedWidth: 1, height: 1)

  /// Pixels from left to right.
  public let width: Int
  /// Pixels from top to bottom.
  public let height: Int

  /// A size; `nil` where a side is below 1 or above ``longestSide``.
  public init?(width: Int, height: Int) {
    let sides = 1...Self.longestSide
    guard sides.contains(width), sides.contains(height) else { return nil }
    self.width = width
    self.height = height
  }

  /// Reads `WxH`, such as `1366x768`; also with `X`, `×` or `:` between the numbers.
  public init?(_ text: String) {
    let parts = text.split(omittingEmptySubsequences: false) { "xX×:".contains($0) }
    guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]) else { return nil }
    self.init(width: width, height: height)
  }

  /// Width × height.
  public var pixelCount: Int { width * height }

  /// Width ÷ height.
  public var aspectRatio: Double { Double(width) / Double(height) }

  /// The size with its sides exchanged, as after a quarter turn.
  public var transposed: PixelSize { PixelSize(uncheckedWidth: height, height: width) }

  /// The size with its odd sides one pixel shorter, as 4:2:0 wants them; a side of 1 becomes 2.
  public var even: PixelSize {
    PixelSize(uncheckedWidth: max(width / 2 * 2, 2), height: max(height / 2 * 2, 2))
  }

  /// The size made smaller until no side is longer than `side`; as it is where none is.
  ///
  /// - Parameter side: At least 1; less counts as 1.
  public func within(_ side: Int) -> PixelSize {
    let longest = max(width, height)
    guard longest > side else { return self }
    let side = max(side, 1)
    func shrunk(_ length: Int) -> Int { max(1, (length * side + longest / 2) / longest) }
    return PixelSize(uncheckedWidth: shrunk(width), height: shrunk(height))
  }

  /// How far two aspect ratios lie apart, as a factor's logarithm: 0 when equal, the same for 2:1 and 1:2 from 1:1.
  public func aspectDistance(to other: PixelSize) -> Double {
    abs(log(aspectRatio / other.aspectRatio))
  }

  /// A size whose sides the caller has clamped to 1 or more.
  init(uncheckedWidth width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

extension PixelSize: CustomStringConvertible {
  /// `WxH`.
  public var description: String { "\(width)x\(height)" }
}

extension PixelSize: Codable {
  /// Reads the `WxH` form.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let size = PixelSize(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no size; write WxH, such as 1366x768"))
    }
    self = size
  }

  /// Writes the `WxH` form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

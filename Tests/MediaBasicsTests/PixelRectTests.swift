import Foundation
import MediaBasics
import Testing

/// Guards against rectangles as files may hold them: any numbers, which must be judged, not trusted.
@Suite struct PixelRectTests {
  /// Each lies outside, and its numbers overflow where they are added up.
  private static let wild = [
    (x: Int.max, y: 0, width: 10, height: 10), (x: 0, y: Int.max, width: 10, height: 10),
    (x: 1, y: 0, width: Int.max, height: 10), (x: 0, y: 1, width: 10, height: Int.max),
    (x: Int.min, y: 0, width: 10, height: 10), (x: Int.min, y: Int.min, width: Int.min, height: Int.min),
    (x: Int.max, y: Int.max, width: Int.max, height: Int.max), (x: -1, y: 0, width: Int.min, height: 10),
  ]

  @Test("a rectangle of any numbers is judged, and brought inside where it is scaled", arguments: wild)
  func anyNumbers(x: Int, y: Int, width: Int, height: Int) throws {
    let json = #"{"x": \#(x), "y": \#(y), "width": \#(width), "height": \#(height)}"#
    let rect = try JSONDecoder().decode(PixelRect.self, from: Data(json.utf8))
    let (from, to) = (try #require(PixelSize("1366x768")), try #require(PixelSize("65535x2")))
    #expect(!rect.fits(in: from))
    #expect(rect.scaled(from: from, to: to).fits(in: to))
  }

  @Test("a rectangle fits up to the very edges and not a pixel beyond")
  func edges() throws {
    let size = try #require(PixelSize("20x10"))
    #expect(PixelRect(size).fits(in: size))
    #expect(PixelRect(x: 19, y: 9, width: 1, height: 1).fits(in: size))
    for (x, y, width, height) in [(20, 0, 1, 1), (0, 0, 21, 1), (0, 10, 1, 1), (-1, 0, 1, 1), (0, 0, 0, 1)] {
      #expect(!PixelRect(x: x, y: y, width: width, height: height).fits(in: size))
    }
    #expect(
      PixelRect(x: 5, y: 2, width: 10, height: 5).scaled(from: size, to: try #require(PixelSize("40x30")))
        == PixelRect(x: 10, y: 6, width: 20, height: 15))
  }

  @Test("a size made smaller keeps its shape; no side is too small to be asked for", arguments: [1, 0, -1, Int.min])
  func within(side: Int) throws {
    let size = try #require(PixelSize("640x480"))
    #expect(size.within(320) == PixelSize("320x240"))
    #expect(size.within(side) == .single)
  }
}

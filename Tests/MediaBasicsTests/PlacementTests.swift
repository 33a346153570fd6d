import MediaBasics
import Testing

/// Guards the geometry that every fit, and taking its bars off again, rests on.
@Suite struct PlacementTests {
  private func size(_ text: String) throws -> PixelSize { try #require(PixelSize(text)) }

  @Test("contain keeps the shape, rounds half up, and centres with the smaller half at the left and top")
  func contain() throws {
    let wide = Placement(of: try size("1280x720"), in: try size("1366x768"), fit: .contain)
    #expect(wide.contentRect == PixelRect(x: 0, y: 0, width: 1365, height: 768))
    let tall = Placement(of: try size("1000x1500"), in: try size("1366x768"), fit: .contain)
    #expect(tall.contentRect == PixelRect(x: 427, y: 0, width: 512, height: 768))
    let sliver = Placement(of: try size("10000x1"), in: try size("100x100"), fit: .contain)
    #expect(sliver.contentRect == PixelRect(x: 0, y: 49, width: 100, height: 1))
  }

  @Test("cover fills the target and cuts the excess where gravity says")
  func cover() throws {
    let centre = Placement(of: try size("200x100"), in: try size("100x100"), fit: .cover)
    #expect(centre.scaled == (try size("200x100")))
    #expect(centre.crop == PixelRect(x: 50, y: 0, width: 100, height: 100))
    let east = Placement(of: try size("200x100"), in: try size("100x100"), fit: .cover, gravity: .east)
    #expect(east.crop.x == 100)
    let south = Placement(of: try size("100x200"), in: try size("100x100"), fit: .cover, gravity: .south)
    #expect(south.crop.y == 100)
    #expect(centre.contentRect == PixelRect(try size("100x100")))
  }

  @Test("no fit ever leaves the target, whatever the sizes")
  func inside() throws {
    let sides = [1, 2, 3, 7, 99, 100, 101, 719, 720, 1366, 4032]
    for width in sides {
      for height in sides {
        let source = try #require(PixelSize(width: width, height: height))
        for target in [try size("1366x768"), try size("3x5"), try size("1x1")] {
          for fit in Fit.allCases {
            let placed = Placement(of: source, in: target, fit: fit)
            #expect(placed.contentRect.fits(in: target))
            #expect(placed.crop.fits(in: placed.scaled))
            #expect(placed.crop.width == placed.contentRect.width)
            #expect(placed.crop.height == placed.contentRect.height)
          }
        }
      }
    }
  }

  @Test("a content rectangle follows a clip that came at another size")
  func scaled() throws {
    let asked = PixelRect(x: 427, y: 0, width: 512, height: 768)
    #expect(asked.scaled(from: try size("1366x768"), to: try size("1366x768")) == asked)
    #expect(
      asked.scaled(from: try size("1366x768"), to: try size("683x384"))
        == PixelRect(x: 214, y: 0, width: 256, height: 384))
  }

  @Test(
    "sizes and colours are read strictly", arguments: ["0x5", "5x", "x5", "5", "-3x4", "70000x5", "5x5x5", "5.0x4"])
  func badSizes(text: String) {
    #expect(PixelSize(text) == nil)
  }

  @Test(
    "a size within a longest side keeps its shape, is never enlarged and never empty",
    arguments: [
      ("1920x1080", 480, "480x270"), ("1080x1920", 480, "270x480"), ("160x90", 480, "160x90"),
      ("480x480", 480, "480x480"),
      ("5000x3", 100, "100x1"), ("3x2", 1, "1x1"), ("1366x768", 320, "320x180"),
    ])
  func within(text: String, side: Int, expected: String) throws {
    #expect(try size(text).within(side) == size(expected))
  }

  @Test("backgrounds are #rrggbb, #rgb, black, white or auto")
  func backgrounds() {
    #expect(Background("#FF8000") == .color(red: 255, green: 128, blue: 0))
    #expect(Background("fff") == .white)
    #expect(Background("auto") == .auto)
    #expect(Background("#12345") == nil)
    #expect(Background("#gggggg") == nil)
    #expect(Background.color(red: 1, green: 2, blue: 3).description == "#010203")
  }
}

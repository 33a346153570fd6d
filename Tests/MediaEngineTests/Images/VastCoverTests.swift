import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// A cover of extreme shape: the enlarged picture, of which hardly anything is kept, would be larger than memory.
@Suite struct VastCoverTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func prepare(_ size: String, _ gravity: Gravity = .centre) async throws {
    let preparation = ImagePreparation(
      size: try #require(PixelSize(size)), fit: .cover, gravity: gravity, format: .png)
    _ = try await ImagePreparer.prepare(folder / "in.png", to: folder / "out.png", as: preparation, overwrite: true)
  }

  /// The largest difference, of 255, from what Pillow's bicubic makes of the part that `box` names.
  private func difference(box: String) throws -> Double {
    try Pillow.number(
      """
      i, o = Image.open(path('in.png')), Image.open(path('out.png'))
      expected = i.resize(o.size, Image.BICUBIC, box=\(box))
      print(abs(np.asarray(expected).astype(int) - np.asarray(o).astype(int)).max())
      """, in: folder)
  }

  @Test func `a target one pixel wide shows the column that it should, from top to bottom`() async throws {
    try Pillow.run("photo(640, 480, grain=0).save(path('in.png'))", in: folder)
    // Beyond its last column's middle, Pillow weighs a picture's edge otherwise.
    for (gravity, x, most) in [(Gravity.centre, 319.98, 3.0), (.west, 0, 3), (.east, 639.97, 10)] {
      try await prepare("1x16000", gravity)
      #expect(try difference(box: "(\(x), 0, \(x) + 0.03, 480)") <= most, "\(gravity)")
    }
  }

  @Test func `an enlarged side longer than libvips counts is no obstacle`() async throws {
    try Pillow.run("photo(50000, 60, grain=0).crop((0, 0, 50000, 3)).save(path('in.png'))", in: folder)
    try await prepare("1000x1000")
    #expect(try difference(box: "(24998.5, 0, 25001.5, 3)") <= 3)
    try await prepare("1000x1000", .west)
    #expect(try difference(box: "(0, 0, 3, 3)") <= 3)
  }

  @Test(arguments: [Gravity.attention, .entropy])
  func `where the pixels choose, they choose in the picture itself`(gravity: Gravity) async throws {
    try Pillow.run(
      """
      i = Image.new('RGB', (640, 480), (90, 90, 90)); i.paste(photo(340, 480), (300, 0)); i.save(path('in.png'))
      """, in: folder)
    try await prepare("500x60000", gravity)
    #expect(
      try Pillow.number(
        "o = Image.open(path('out.png')); print(o.size == (500, 60000) and np.asarray(o)[::100].std())", in: folder)
        > 10)
  }

  @Test func `what is transparent lies on the background, and a turned picture is turned`() async throws {
    try Pillow.run(
      """
      i = Image.new('RGBA', (480, 640), (200, 30, 90, 0)); i.paste((10, 20, 30, 255), (0, 0, 480, 160))
      e = Image.Exif(); e[0x0112] = 6; i.save(path('in.png'), exif=e)
      """, in: folder)
    // Turned by a quarter clockwise, the upper quarter comes to lie at the right; the border is mostly transparent.
    for (gravity, color) in [(Gravity.east, [10, 20, 30]), (.west, [255, 255, 255])] {
      try await prepare("1x16000", gravity)
      #expect(try Pillow.pixel("out.png", 0, 8000, in: folder) == color)
    }
  }
}

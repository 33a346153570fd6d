import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImageFramingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func prepare(_ name: String, _ preparation: ImagePreparation) async throws -> PreparedImage {
    var preparation = preparation
    preparation.format = .png
    return try await ImagePreparer.prepare(folder / name, to: folder / "out.png", as: preparation, overwrite: true)
  }

  private func size(_ text: String) throws -> PixelSize { try #require(PixelSize(text)) }

  /// Columns or rows of the output that hold another colour than `color`: the content's extent.
  private func extent(of color: String) throws -> String {
    try Pillow.run(
      """
      a = np.asarray(Image.open(path('out.png'))); other = (abs(a.astype(int) - np.array(\(color))) > 3).any(2)
      ys, xs = np.where(other); print(xs.min(), ys.min(), xs.max() - xs.min() + 1, ys.max() - ys.min() + 1)
      """, in: folder)
  }

  @Test(arguments: ["200x200", "123x400", "640x100", "161x90", "16x9"])
  func `contain puts the picture exactly where it says, on the asked colour`(source: String) async throws {
    let source = try size(source)
    try Pillow.run(
      "Image.new('RGB', (\(source.width), \(source.height)), (250, 10, 200)).save(path('in.png'))", in: folder)
    let image = try await prepare(
      "in.png", ImagePreparation(size: try size("160x90"), background: .color(red: 0, green: 128, blue: 64)))
    let rect = image.contentRect
    #expect(try extent(of: "(0, 128, 64)") == "\(rect.x) \(rect.y) \(rect.width) \(rect.height)")
  }

  @Test(arguments: [
    ("(255, 255, 255)", [255, 255, 255]), ("(12, 34, 56)", [12, 34, 56]), ("(0, 0, 0)", [0, 0, 0]),
  ])
  func `auto continues the picture's own border`(border: String, expected: [Int]) async throws {
    // The product touches the bottom edge: a mean would be off, and bars would show.
    try Pillow.run(
      """
      i = Image.new('RGB', (200, 200), \(border)); i.paste(photo(200, 200).crop((0, 0, 80, 150)), (60, 50))
      i.save(path('in.png'))
      """, in: folder)
    for target in ["320x180", "180x320"] {
      _ = try await prepare("in.png", ImagePreparation(size: try size(target)))
      #expect(try Pillow.pixel("out.png", 1, 1, in: folder) == expected)
    }
  }

  @Test func `auto takes the edges at which bars lie`() async throws {
    try Pillow.run(
      """
      i = Image.new('RGB', (100, 100), (9, 9, 200)); i.paste((200, 9, 9), (0, 20, 100, 80)); i.save(path('in.png'))
      """, in: folder)
    _ = try await prepare("in.png", ImagePreparation(size: try size("200x100")))
    #expect(try Pillow.pixel("out.png", 2, 50, in: folder) == [200, 9, 9])
    _ = try await prepare("in.png", ImagePreparation(size: try size("100x200")))
    #expect(try Pillow.pixel("out.png", 50, 2, in: folder) == [9, 9, 200])
  }

  @Test(arguments: [
    (Gravity.west, [200, 0, 0]), (.centre, [0, 200, 0]), (.east, [0, 0, 200]), (.northwest, [200, 0, 0]),
  ])
  func `cover keeps the part that gravity names`(gravity: Gravity, expected: [Int]) async throws {
    try Pillow.run(
      """
      i = Image.new('RGB', (300, 100), (0, 200, 0)); i.paste((200, 0, 0), (0, 0, 100, 100))
      i.paste((0, 0, 200), (200, 0, 300, 100)); i.save(path('in.png'))
      """, in: folder)
    let image = try await prepare(
      "in.png", ImagePreparation(size: try size("80x80"), fit: .cover, gravity: gravity))
    #expect(image.contentRect == PixelRect(x: 0, y: 0, width: 80, height: 80))
    #expect(try Pillow.pixel("out.png", 40, 40, in: folder) == expected)
  }

  @Test(arguments: [Gravity.attention, .entropy])
  func `gravities that look at the picture find its subject`(gravity: Gravity) async throws {
    try Pillow.run(
      "i = Image.new('RGB', (900, 200), (128, 128, 128)); i.paste(photo(160, 160), (700, 20)); i.save(path('in.png'))",
      in: folder)
    _ = try await prepare("in.png", ImagePreparation(size: try size("200x200"), fit: .cover, gravity: gravity))
    let spread = try Pillow.number("print(np.asarray(Image.open(path('out.png'))).std())", in: folder)
    #expect(spread > 20)
  }

  @Test func `stretch fills the target from edge to edge`() async throws {
    try Pillow.run("corners(60, 40).save(path('in.png'))", in: folder)
    _ = try await prepare("in.png", ImagePreparation(size: try size("40x160"), fit: .stretch))
    #expect(try Pillow.pixel("out.png", 0, 0, in: folder) == [255, 0, 0])
    #expect(try Pillow.pixel("out.png", 39, 159, in: folder) == [255, 255, 0])
  }

  @Test func `blur fills the bars with a darker, softer copy and leaves the picture alone`() async throws {
    try Pillow.run("photo(200, 200).save(path('in.png'))", in: folder)
    let image = try await prepare("in.png", ImagePreparation(size: try size("400x200"), fit: .blur))
    #expect(image.contentRect == PixelRect(x: 100, y: 0, width: 200, height: 200))
    let judged = try Pillow.run(
      """
      a, b = np.asarray(Image.open(path('out.png'))).astype(float), np.asarray(Image.open(path('in.png'))).astype(float)
      bar, content = a[:, :100], a[:, 100:300]
      print((content == b).all(), 0.4 < bar.mean() / b.mean() < 0.8, abs(np.diff(bar, axis=1)).mean() < 3)
      """, in: folder)
    #expect(judged == "True True True")
  }

  @Test func `transparent pixels show the background`() async throws {
    try Pillow.run(
      "i = Image.new('RGBA', (80, 80), (255, 0, 0, 0)); i.paste((0, 0, 255, 255), (40, 0, 80, 80)); i.save(path('in.png'))",
      in: folder)
    _ = try await prepare(
      "in.png", ImagePreparation(size: try size("160x80"), background: Background("#00ff00") ?? .auto))
    #expect(try Pillow.pixel("out.png", 50, 40, in: folder) == [0, 255, 0])
    #expect(try Pillow.pixel("out.png", 110, 40, in: folder) == [0, 0, 255])
    try Pillow.run(
      "i = Image.new('RGBA', (80, 80)); i.paste((0, 0, 255, 255), (20, 20, 60, 60)); i.save(path('in.png'))",
      in: folder)
    _ = try await prepare("in.png", ImagePreparation(size: try size("80x160")))
    #expect(try Pillow.pixel("out.png", 10, 80, in: folder) == [255, 255, 255])
  }

  @Test(arguments: ["(255, 255, 255)", "(0, 0, 0)", "(40, 160, 90)"], ["100x100", "57x57", "800x800"])
  func `edges of transparency have no fringe`(background: String, target: String) async throws {
    // The hidden colour under transparent pixels is a glaring one: it must never show.
    try Pillow.run(
      """
      y, x = np.mgrid[0:400, 0:400]; alpha = np.clip(150 - np.hypot(x - 200, y - 200) + .5, 0, 1)
      a = np.zeros((400, 400, 4), np.uint8); a[:] = (0, 255, 255, 0); a[alpha > 0, :3] = (200, 60, 30)
      a[..., 3] = (alpha * 255).round(); Image.fromarray(a).save(path('in.png'))
      """, in: folder)
    let color = background.dropFirst().dropLast().split(separator: ",").compactMap {
      UInt8($0.trimmingCharacters(in: .whitespaces))
    }
    _ = try await prepare(
      "in.png",
      ImagePreparation(
        size: try size(target), background: .color(red: color[0], green: color[1], blue: color[2])))
    // Every pixel must lie on the line between the two colours.
    let off = try Pillow.number(
      """
      a = np.asarray(Image.open(path('out.png'))).astype(float); b, c = np.array(\(background)), np.array((200, 60, 30))
      t = np.clip(((a - b) @ (c - b)) / ((c - b) @ (c - b)), 0, 1)[..., None]; print(abs(a - (b + t * (c - b))).max())
      """, in: folder)
    #expect(off <= 3)
  }
}

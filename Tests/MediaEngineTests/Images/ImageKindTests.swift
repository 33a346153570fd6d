import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImageKindTests {
  /// Ways to write a picture `i`, and the format that its facts tell.
  static let pictures = [
    ("i.save(path('in'), 'jpeg', quality=95)", "jpeg"),
    ("i.save(path('in'), 'jpeg', quality=95, progressive=True)", "jpeg"),
    ("i.convert('CMYK').save(path('in'), 'jpeg', quality=95)", "jpeg"),
    ("i.save(path('in'), 'png')", "png"),
    ("i.convert('RGBA').save(path('in'), 'png')", "png"),
    ("i.save(path('in'), 'png', save_all=True, append_images=[i.rotate(n) for n in (90, 180, 270)])", "png"),
    ("i.save(path('in'), 'webp', quality=95)", "webp"),
    ("i.save(path('in'), 'webp', lossless=True)", "webp"),
    ("i.convert('RGBA').save(path('in'), 'webp', lossless=True)", "webp"),
    ("i.save(path('in'), 'webp', save_all=True, append_images=[i.rotate(n) for n in (90, 180, 270)])", "webp"),
    ("i.save(path('in'), 'tiff')", "tiff"),
    ("i.save(path('in'), 'tiff', compression='tiff_lzw')", "tiff"),
    ("i.save(path('in'), 'tiff', compression='jpeg')", "tiff"),
    ("i.convert('CMYK').save(path('in'), 'tiff')", "tiff"),
    ("i.quantize(256).save(path('in'), 'gif')", "gif"),
    (
      "i.quantize(256).save(path('in'), 'gif', save_all=True, append_images=[i.rotate(n) for n in (90, 180, 270)])",
      "gif"
    ),
  ]

  /// Prints the mean difference of the output and the same picture shrunk by Pillow.
  private func difference(_ folder: TemporaryFolder) throws -> Double {
    try Pillow.number(
      """
      want = photo(800, 600, grain=0).resize((200, 150), Image.LANCZOS)
      print(abs(np.asarray(want).astype(float) - np.asarray(Image.open(path('out.png')))).mean())
      """, in: folder)
  }

  @Test(arguments: pictures)
  func `every kind is read for what it shows, whatever its name`(script: String, format: String) async throws {
    let folder = try TemporaryFolder()
    try Pillow.run("i = photo(800, 600, grain=0)\n\(script)", in: folder)
    let preparation = ImagePreparation(size: try #require(PixelSize("200x150")), format: .png)
    let image = try await ImagePreparer.prepare(folder / "in", to: folder / "out.png", as: preparation)
    #expect(try await ImagePreparer.facts(of: folder / "in").format == format)
    // A CMYK picture without a profile goes through a real press' profile: only its shape is judged.
    #expect(try difference(folder) < (script.contains("CMYK") ? 45 : 5))
    let isAnimated = script.contains("append_images")
    #expect(
      image.warnings
        == (isAnimated ? ["'\((folder / "in").relativePath)' has 4 frames or pages: the first one is used."] : []))
  }

  @Test(
    .enabled(if: Tool.exists("vips"), "libvips-tools"),
    arguments: [
      ("tiffsave in.png in --tile", "tiff"), ("tiffsave in.png in --tile --bigtiff --compression deflate", "tiff"),
      ("pngsave in.png in --interlace", "png"), ("heifsave in.png in --compression av1 --Q 90", "avif"),
      ("heifsave in.png in --compression hevc --Q 90", "heic"),
    ])
  func `kinds that Pillow can't write are read as well`(command: String, format: String) async throws {
    let folder = try TemporaryFolder()
    try Pillow.run("photo(800, 600, grain=0).save(path('in.png'))", in: folder)
    let arguments = command.split(separator: " ").map {
      $0.hasPrefix("in") ? (folder / String($0)).path : String($0)
    }
    try Command.output("vips", arguments)
    _ = try await ImagePreparer.prepare(
      folder / "in", to: folder / "out.png",
      as: ImagePreparation(size: try #require(PixelSize("200x150")), format: .png))
    #expect(try await ImagePreparer.facts(of: folder / "in").format == format)
    #expect(try difference(folder) < 5)
  }

  @Test func `vector pictures are drawn at the asked size where they are allowed`() async throws {
    let folder = try TemporaryFolder()
    try Data(
      """
      <?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">
      <rect width="40" height="40" fill="#fff"/><rect x="20" width="20" height="40" fill="#f00"/></svg>
      """.utf8
    ).write(to: folder / "in.svg")
    let size = try #require(PixelSize("400x400"))
    let image = try await ImagePreparer.prepare(
      folder / "in.svg", to: folder / "out.png", as: ImagePreparation(size: size, format: .png, allowVector: true))
    #expect(image.warnings.isEmpty)
    #expect(try Pillow.pixel("out.png", 198, 200, in: folder) == [255, 255, 255])
    #expect(try Pillow.pixel("out.png", 201, 200, in: folder) == [255, 0, 0])
    await #expect(throws: MediaError.self) { _ = try await ImagePreparer.facts(of: folder / "in.svg") }
  }
}

/// Programs that a test can do without.
enum Tool {
  static func exists(_ name: String) -> Bool {
    (try? Command.run("which", [name]).status) == 0
  }
}

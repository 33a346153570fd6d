import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImagePreparerTests {
  let folder: TemporaryFolder
  let size: PixelSize

  init() throws {
    folder = try TemporaryFolder()
    size = try #require(PixelSize("160x90"))
  }

  @Test(arguments: Fit.allCases, ["300x200", "200x300", "17x401", "1x1", "90x160"])
  func `every fit comes out at exactly the asked size`(fit: Fit, source: String) async throws {
    let source = try #require(PixelSize(source))
    try Pillow.run(
      "photo(\(source.width + 80), \(source.height + 80)).crop((0, 0, \(source.width), \(source.height))).save(path('in.jpg'))",
      in: folder)
    let image = try await ImagePreparer.prepare(
      folder / "in.jpg", to: folder / "out.jpg", as: ImagePreparation(size: size, fit: fit))
    #expect(image.width == 160 && image.height == 90)
    #expect(image.contentRect == Placement(of: source, in: size, fit: fit).contentRect)
    #expect(try Pillow.run("print(*Image.open(path('out.jpg')).size)", in: folder) == "160 90")
  }

  @Test func `the longest side that a JPEG is said to have is written`() async throws {
    try Pillow.run("photo(300, 200).save(path('in.jpg'))", in: folder)
    let long = try #require(PixelSize("65500x1"))
    _ = try await ImagePreparer.prepare(
      folder / "in.jpg", to: folder / "out.jpg", as: ImagePreparation(size: long, fit: .stretch))
    #expect(try Pillow.run("print(*Image.open(path('out.jpg')).size)", in: folder) == "65500 1")
  }

  @Test func `the report tells the file as it is on disk`() async throws {
    try Pillow.run("photo(300, 300).save(path('in.jpg'))", in: folder)
    let image = try await ImagePreparer.prepare(
      folder / "in.jpg", to: folder / "out.jpg", as: ImagePreparation(size: size))
    let data = try Data(contentsOf: folder / "out.jpg")
    let sum = try Command.output("sha256sum", [(folder / "out.jpg").path]).prefix(64)
    #expect(image.bytes == data.count)
    #expect(image.sha256 == sum)
    #expect(image.fit == .contain)
    #expect(image.contentRect == PixelRect(x: 35, y: 0, width: 90, height: 90))
    #expect(image.warnings.isEmpty)
    #expect(image.input == (folder / "in.jpg").relativePath)
  }

  @Test(arguments: ImageFormat.allCases)
  func `the output is 8-bit RGB without metadata`(format: ImageFormat) async throws {
    try Pillow.run(
      """
      exif = Image.Exif(); exif[0x10f] = 'a maker'; exif[0x112] = 1
      photo(300, 200).save(path('in.jpg'), exif=exif, icc_profile=DISPLAY_P3, comment=b'a comment')
      """, in: folder)
    let output = folder / "out.\(format.fileExtension)"
    _ = try await ImagePreparer.prepare(
      folder / "in.jpg", to: output, as: ImagePreparation(size: size, format: format))
    let found = try Pillow.run(
      "i = Image.open(path('\(output.lastPathComponent)')); "
        + "print(i.format, i.mode, sorted(k for k in i.info if k in ('exif', 'icc_profile', 'comment', 'xmp')))",
      in: folder)
    #expect(found == "\(format.rawValue.uppercased()) RGB []")
  }

  @Test func `jpeg keeps full colour resolution`() async throws {
    try Pillow.run("photo(300, 200).save(path('in.png'))", in: folder)
    _ = try await ImagePreparer.prepare(folder / "in.png", to: folder / "out.jpg", as: ImagePreparation(size: size))
    let sampling = try Pillow.run("print([c[1:3] for c in Image.open(path('out.jpg')).layer])", in: folder)
    #expect(sampling == "[(1, 1), (1, 1), (1, 1)]")
  }

  @Test func `bytes in memory give the same picture as the file`() async throws {
    try Pillow.run("photo(300, 200).save(path('in.jpg'))", in: folder)
    let preparation = ImagePreparation(size: size, fit: .cover, format: .png)
    let fromFile = try await ImagePreparer.prepare(folder / "in.jpg", to: folder / "out.png", as: preparation)
    let (data, fromData) = try await ImagePreparer.prepare(Data(contentsOf: folder / "in.jpg"), as: preparation)
    #expect(try data == Data(contentsOf: folder / "out.png"))
    #expect(fromData.sha256 == fromFile.sha256)
    #expect(fromData.input == nil && fromData.output == nil)
    let (fileData, fromFileToData) = try await ImagePreparer.prepare(folder / "in.jpg", as: preparation)
    #expect(fileData == data && fromFileToData.output == nil)
    #expect(fromFileToData.input == (folder / "in.jpg").relativePath)
    let fromDataToFile = try await ImagePreparer.prepare(
      Data(contentsOf: folder / "in.jpg"), to: folder / "again.png", as: preparation)
    #expect(try Data(contentsOf: folder / "again.png") == data)
    #expect(fromDataToFile.input == nil && fromDataToFile.bytes == data.count)
  }

  @Test func `an enlargement beyond twice the size is told`() async throws {
    try Pillow.run("photo(300, 200).resize((60, 40)).save(path('in.jpg'))", in: folder)
    let small = try await ImagePreparer.prepare(
      folder / "in.jpg", to: folder / "out.jpg", as: ImagePreparation(size: size))
    #expect(
      small.warnings == [
        "'\((folder / "in.jpg").relativePath)' is only 60x40: enlarged 2.3 times, it will look soft."
      ])
    let exactlyTwice = try await ImagePreparer.prepare(
      folder / "in.jpg", to: folder / "out2.jpg", as: ImagePreparation(size: try #require(PixelSize("120x80"))))
    #expect(exactlyTwice.warnings.isEmpty)
  }

  @Test func `an existing output stays unless it may be replaced`() async throws {
    try Pillow.run("photo(300, 200).save(path('in.jpg'))", in: folder)
    try Data("mine".utf8).write(to: folder / "out.jpg")
    await #expect(throws: FileError.self) {
      _ = try await ImagePreparer.prepare(folder / "in.jpg", to: folder / "out.jpg", as: ImagePreparation(size: size))
    }
    #expect(try Data(contentsOf: folder / "out.jpg") == Data("mine".utf8))
    _ = try await ImagePreparer.prepare(
      folder / "in.jpg", to: folder / "out.jpg", as: ImagePreparation(size: size), overwrite: true)
    #expect(folder.contents == ["in.jpg", "out.jpg"])
  }

  @Test func `facts are told from the header, upright`() async throws {
    try Pillow.run(
      "exif = Image.Exif(); exif[0x112] = 6; photo(300, 200).save(path('in.jpg'), exif=exif, icc_profile=ADOBE_RGB)",
      in: folder)
    let facts = try await ImagePreparer.facts(of: folder / "in.jpg")
    #expect(facts.format == "jpeg")
    #expect(facts.size == PixelSize("200x300"))
    #expect(facts.orientation == 6)
    #expect(facts.hasProfile && !facts.hasAlpha)
    #expect(facts.frames == 1)
  }

  @Test func `a cancelled preparation leaves no file`() async throws {
    try Pillow.run("photo(2000, 1500).save(path('in.png'), compress_level=1)", in: folder)
    let (input, output, preparation) = (folder / "in.png", folder / "out.jpg", ImagePreparation(size: size))
    let task = Task { try await ImagePreparer.prepare(input, to: output, as: preparation) }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    #expect(folder.contents == ["in.png"])
  }
}

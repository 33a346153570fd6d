import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImageContentTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: ["160x90", "320x180", "90x160"])
  func `bars come off again, also where the picture came back at another scale`(target: String) async throws {
    let size = try #require(PixelSize(target))
    try Pillow.run("Image.new('RGB', (300, 290), (200, 30, 90)).save(path('in.png'))", in: folder)
    let prepared = try await ImagePreparer.prepare(
      folder / "in.png", to: folder / "prepared.png",
      as: ImagePreparation(size: size, background: .black, format: .png))
    try Pillow.run(
      "i = Image.open(path('prepared.png')); i.resize((i.width * 3, i.height * 3), 0).save(path('back.png'))",
      in: folder)
    let found = try await ImagePreparer.extractContent(
      prepared.contentRect, of: size, from: folder / "back.png", to: folder / "content.png")
    #expect(found.width == prepared.contentRect.width * 3 && found.height == prepared.contentRect.height * 3)
    #expect(
      try Pillow.run("print(Image.open(path('content.png')).getcolors())", in: folder)
        == "[(\(found.pixelCount), (200, 30, 90))]")
  }

  @Test func `the content can be brought to the original's size`() async throws {
    try Pillow.run("photo(300, 280, grain=0).save(path('in.png'))", in: folder)
    let size = try #require(PixelSize("400x250"))
    let prepared = try await ImagePreparer.prepare(
      folder / "in.png", to: folder / "prepared.png", as: ImagePreparation(size: size, format: .png))
    let original = try #require(PixelSize("300x280"))
    let written = try await ImagePreparer.extractContent(
      prepared.contentRect, of: size, from: folder / "prepared.png", to: folder / "content.png", size: original)
    #expect(written == original)
    #expect(
      try Pillow.number("print(ssim(Image.open(path('in.png')), Image.open(path('content.png'))))", in: folder) > 0.95
    )
  }

  @Test func `a rectangle outside the prepared size is refused`() async throws {
    try Pillow.run("photo(300, 280).save(path('in.png'))", in: folder)
    let size = try #require(PixelSize("160x90"))
    let error = try #require(
      await #expect(throws: MediaError.self) {
        try await ImagePreparer.extractContent(
          PixelRect(x: 90, y: 0, width: 80, height: 90), of: size,
          from: folder / "in.png",
          to: folder / "content.png")
      })
    #expect(
      error.report.message == "The content rectangle 80x90 at 90,0 does not lie inside a picture of 160x90.")
    // Numbers that overflow where they are added up.
    let wild = await #expect(throws: MediaError.self) {
      try await ImagePreparer.extractContent(
        PixelRect(x: .max, y: 0, width: 10, height: 10), of: size, from: folder / "in.png", to: folder / "content.png"
      )
    }
    #expect(wild?.report.code == "media.image-content")
  }
}

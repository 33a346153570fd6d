import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImageBytesLimitTests {
  let folder: TemporaryFolder
  let size: PixelSize

  init() throws {
    folder = try TemporaryFolder()
    size = try #require(PixelSize("600x400"))
    try Pillow.run("photo(600, 400, grain=20).save(path('in.png'))", in: folder)
  }

  private func prepare(_ preparation: ImagePreparation) async throws -> PreparedImage {
    try await ImagePreparer.prepare(folder / "in.png", to: folder / "out", as: preparation, overwrite: true)
  }

  @Test(arguments: [ImageFormat.jpeg, .webp])
  func `quality steps down to the best that fits, and that is told`(format: ImageFormat) async throws {
    let full = try await prepare(ImagePreparation(size: size, format: format))
    let limit = full.bytes / 2
    let image = try await prepare(ImagePreparation(size: size, format: format, maxBytes: limit))
    #expect(image.bytes <= limit)
    let warning = try #require(image.warnings.first)
    let found = try #require(warning.firstMatch(of: /from 95 to (\d+): (\d+) bytes are more than the (\d+) allowed/))
    #expect(Int(found.2) == full.bytes && Int(found.3) == limit)
    let chosen = try #require(Int(found.1))
    let better = try await prepare(ImagePreparation(size: size, format: format, quality: chosen + 1))
    #expect(better.bytes > limit)
  }

  @Test func `a limit that is kept anyway changes nothing`() async throws {
    let free = try await prepare(ImagePreparation(size: size))
    let limited = try await prepare(ImagePreparation(size: size, maxBytes: free.bytes))
    #expect(limited == free)
  }

  @Test(arguments: [(ImageFormat.jpeg, "even at quality 30"), (.png, "as PNG")])
  func `a limit that no quality keeps is told`(format: ImageFormat, words: String) async throws {
    let error = try #require(
      await #expect(throws: MediaError.self) {
        _ = try await prepare(ImagePreparation(size: size, format: format, maxBytes: 900))
      })
    #expect(error.report.code == "media.image-too-big")
    #expect(error.report.message.contains(words) && error.report.message.hasSuffix("900 are allowed."))
  }
}

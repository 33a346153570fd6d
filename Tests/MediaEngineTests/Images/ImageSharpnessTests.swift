import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImageSharpnessTests {
  /// Ratios around those at which a JPEG decoder starts to do a part of the shrinking.
  @Test(arguments: ["1900x1425", "1300x975", "1000x750", "640x480", "610x458", "345x259", "170x128"])
  func `downscales are as good as Lanczos`(target: String) async throws {
    let folder = try TemporaryFolder()
    try Pillow.run("photo(2000, 1500, grain=6).save(path('in.jpg'), quality=92)", in: folder)
    let size = try #require(PixelSize(target))
    _ = try await ImagePreparer.prepare(
      folder / "in.jpg", to: folder / "out.png", as: ImagePreparation(size: size, fit: .stretch, format: .png))
    let similarity = try Pillow.number(
      """
      want = Image.open(path('in.jpg')).resize((\(size.width), \(size.height)), Image.LANCZOS)
      print(ssim(want, Image.open(path('out.png'))))
      """, in: folder)
    #expect(similarity >= 0.98)
  }

  @Test(arguments: ["png", "webp", "tif"])
  func `formats that don't shrink on their own are as good`(kind: String) async throws {
    let folder = try TemporaryFolder()
    try Pillow.run("photo(1600, 1200).save(path('in.\(kind)'))", in: folder)
    _ = try await ImagePreparer.prepare(
      folder / "in.\(kind)", to: folder / "out.png",
      as: ImagePreparation(size: try #require(PixelSize("300x225")), format: .png))
    let similarity = try Pillow.number(
      "print(ssim(Image.open(path('in.\(kind)')).resize((300, 225), Image.LANCZOS), Image.open(path('out.png'))))",
      in: folder)
    #expect(similarity >= 0.98)
  }

  @Test func `an enlargement is smooth and in its place`() async throws {
    let folder = try TemporaryFolder()
    try Pillow.run("photo(400, 300).resize((200, 150), Image.LANCZOS).save(path('in.png'))", in: folder)
    _ = try await ImagePreparer.prepare(
      folder / "in.png", to: folder / "out.png",
      as: ImagePreparation(size: try #require(PixelSize("380x285")), format: .png))
    let similarity = try Pillow.number(
      "print(ssim(Image.open(path('in.png')).resize((380, 285), Image.BICUBIC), Image.open(path('out.png'))))",
      in: folder)
    #expect(similarity >= 0.98)
  }
}

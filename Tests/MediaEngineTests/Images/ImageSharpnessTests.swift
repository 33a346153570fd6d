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

  /// A JPEG decoder that halves rounds odd sides up: what follows must neither stretch nor shift for that.
  @Test(arguments: ["1367x1031", "1365x1024", "1999x1497"])
  func `a picture with odd sides keeps its places`(source: String) async throws {
    let folder = try TemporaryFolder()
    let size = try #require(PixelSize(source))
    try Pillow.run(
      """
      xx, yy = np.meshgrid(np.arange(\(size.width)), np.arange(\(size.height)))
      grid = (128 + 100 * np.sin(xx / 5) * np.sin(yy / 5)).astype(np.uint8)
      Image.fromarray(grid).convert('RGB').save(path('in.jpg'), quality=95, subsampling=0)
      """, in: folder)
    _ = try await ImagePreparer.prepare(
      folder / "in.jpg", to: folder / "out.png",
      as: ImagePreparation(size: try #require(PixelSize("384x290")), fit: .stretch, format: .png))
    let worst = try Pillow.number(
      """
      want = Image.open(path('in.jpg')).convert('L').resize((384, 290), Image.LANCZOS)
      apart = np.abs(np.asarray(want, float) - np.asarray(Image.open(path('out.png')).convert('L'), float))
      print(max(apart[:100, :100].mean(), apart[-100:, -100:].mean()))
      """, in: folder)
    #expect(worst < 2)
  }
}

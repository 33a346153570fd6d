import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImageOrientationTests {
  /// What a camera does before it writes the tag: the inverse of what a viewer must do (EXIF 2.32, 4.6.4).
  static let stored = [
    1: "i", 2: "i.transpose(Image.FLIP_LEFT_RIGHT)", 3: "i.transpose(Image.ROTATE_180)",
    4: "i.transpose(Image.FLIP_TOP_BOTTOM)", 5: "i.transpose(Image.TRANSPOSE)", 6: "i.transpose(Image.ROTATE_90)",
    7: "i.transpose(Image.TRANSVERSE)", 8: "i.transpose(Image.ROTATE_270)",
  ]

  @Test(arguments: 1...8, ["jpg", "png", "webp", "tif"])
  func `corners lie where the photographer saw them`(orientation: Int, kind: String) async throws {
    let folder = try TemporaryFolder()
    let options = ["jpg": ", quality=98, subsampling=0", "webp": ", lossless=True"][kind] ?? ""
    try Pillow.run(
      """
      i = corners(600, 400); exif = Image.Exif(); exif[0x112] = \(orientation)
      \(try #require(Self.stored[orientation])).save(path('in.\(kind)'), exif=exif\(options))
      """, in: folder)
    let size = try #require(PixelSize("120x80"))
    let image = try await ImagePreparer.prepare(
      folder / "in.\(kind)", to: folder / "out.png", as: ImagePreparation(size: size, format: .png))
    #expect(image.contentRect == PixelRect(size))
    let found = try Pillow.run(
      "i = Image.open(path('out.png')); "
        + "print([[c > 128 for c in i.getpixel(p)] for p in [(2, 2), (117, 2), (2, 77), (117, 77)]])", in: folder)
    #expect(
      found == "[[True, False, False], [False, True, False], [False, False, True], [True, True, False]]")
  }
}

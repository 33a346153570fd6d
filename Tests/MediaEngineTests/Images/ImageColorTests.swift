import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImageColorTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func prepare(_ name: String, _ size: String = "500x200") async throws -> PreparedImage {
    try await ImagePreparer.prepare(
      folder / name, to: folder / "out.png",
      as: ImagePreparation(size: try #require(PixelSize(size)), fit: .stretch, format: .png), overwrite: true)
  }

  /// Flat patches in a picture of `mode`, and LittleCMS' own conversion of them; prints the mean difference.
  private func difference(profile: String, mode: String) throws -> Double {
    try Pillow.number(
      """
      source, profile = Image.open(path('patches.tif')), ImageCms.ImageCmsProfile(io.BytesIO(\(profile)))
      want = ImageCms.profileToProfile(source, profile, ImageCms.createProfile('sRGB'), outputMode='RGB')
      got = Image.open(path('out.png'))
      at = [(x * 40 + 20, y * 40 + 20) for y in range(5) for x in range(25)]
      print(np.mean([de2000(want.getpixel(p), got.resize((1000, 200), 0).getpixel(p)) for p in at]))
      """, in: folder)
  }

  @Test(arguments: [("DISPLAY_P3", "RGB"), ("ADOBE_RGB", "RGB"), ("cmyk_profile()", "CMYK")])
  func `colours with a profile come out as LittleCMS converts them`(profile: String, mode: String) async throws {
    try Pillow.run(
      """
      r, image = np.random.default_rng(4), Image.new('\(mode)', (1000, 200))
      for i in range(125):
          color = tuple(int(v) for v in r.integers(0, 256, len('\(mode)')))
          image.paste(color, (i % 25 * 40, i // 25 * 40, i % 25 * 40 + 40, i // 25 * 40 + 40))
      image.save(path('patches.tif'), icc_profile=\(profile))
      """, in: folder)
    let image = try await prepare("patches.tif", "1000x200")
    #expect(image.warnings.isEmpty)
    #expect(try difference(profile: profile, mode: mode) <= 0.5)
  }

  @Test func `a jpeg with a profile is converted after it shrank`() async throws {
    try Pillow.run(
      "Image.new('RGB', (2000, 800), (200, 60, 40)).save(path('in.jpg'), quality=98, icc_profile=ADOBE_RGB)",
      in: folder)
    _ = try await prepare("in.jpg")
    let difference = try Pillow.number(
      """
      profile = ImageCms.ImageCmsProfile(io.BytesIO(ADOBE_RGB))
      want = ImageCms.profileToProfile(Image.open(path('in.jpg')), profile, ImageCms.createProfile('sRGB'))
      print(de2000(want.getpixel((9, 9)), Image.open(path('out.png')).getpixel((9, 9))))
      """, in: folder)
    #expect(difference <= 1)
  }

  @Test(arguments: ["CMYK.jpg", "CMYK.tif"])
  func `ink without a profile is ink, not its negative`(name: String) async throws {
    try Pillow.run(
      """
      image = Image.new('CMYK', (500, 200))
      for i, ink in enumerate([(0, 0, 0, 0), (255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 255)]):
          image.paste(ink, (i * 100, 0, i * 100 + 100, 200))
      image.save(path('\(name)'), quality=98)
      """, in: folder)
    _ = try await prepare(name)
    let colors = try (0..<5).map { try Pillow.pixel("out.png", $0 * 100 + 50, 100, in: folder) }
    #expect(colors[0].allSatisfy { $0 > 245 }, "paper")
    #expect(colors[1][0] < 100 && colors[1][1] > 130 && colors[1][2] > 190, "cyan")
    #expect(colors[2][0] > 190 && colors[2][1] < 80, "magenta")
    #expect(colors[3][0] > 220 && colors[3][1] > 200 && colors[3][2] < 90, "yellow")
    #expect(colors[4].allSatisfy { $0 < 70 }, "black")
  }

  @Test(arguments: [
    ("Image.fromarray(np.full((200, 500), 40000, np.uint16))", "in.png", [156, 156, 156]),
    ("Image.fromarray(np.full((200, 500), 40000, np.uint16))", "in.tif", [156, 156, 156]),
    ("Image.new('L', (500, 200), 77)", "in.jpg", [77, 77, 77]),
    ("Image.new('1', (500, 200), 1)", "in.png", [255, 255, 255]),
    ("Image.new('LA', (500, 200), (90, 255))", "in.png", [90, 90, 90]),
    ("Image.new('RGB', (500, 200), (10, 200, 30)).quantize(4)", "in.png", [10, 200, 30]),
    ("Image.new('RGB', (500, 200), (10, 200, 30)).quantize(4)", "in.gif", [10, 200, 30]),
  ])
  func `grey, 16-bit and palette pictures become 8-bit sRGB`(
    image: String, name: String, expected: [Int]
  ) async throws {
    try Pillow.run("\(image).save(path('\(name)'))", in: folder)
    _ = try await prepare(name)
    let found = try Pillow.pixel("out.png", 250, 100, in: folder)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1 }, "\(found)")
  }

  @Test func `an 8-bit Lab picture keeps its colours while it shrinks`() async throws {
    try Pillow.run(
      """
      lab, image = ImageCms.createProfile('LAB'), Image.new('RGB', (1000, 400), (0, 190, 20))
      image.paste((20, 30, 200), (500, 0, 1000, 400))
      ImageCms.profileToProfile(image, ImageCms.createProfile('sRGB'), lab, outputMode='LAB').save(path('in.tif'))
      """, in: folder)
    _ = try await prepare("in.tif")
    for (x, color) in [(125, "0, 190, 20"), (375, "20, 30, 200")] {
      let pixel = "Image.open(path('out.png')).getpixel((\(x), 100))"
      #expect(try Pillow.number("print(de2000(\(pixel), (\(color))))", in: folder) <= 4)
    }
  }

  @Test func `a profile for other colours than the picture's is left out, and told`() async throws {
    try Pillow.run("Image.new('L', (500, 200), 77).save(path('in.jpg'), icc_profile=DISPLAY_P3)", in: folder)
    let image = try await prepare("in.jpg")
    #expect(
      image.warnings == [
        "The colour profile of '\((folder / "in.jpg").relativePath)' is for RGB and the picture is not; its colours are taken as sRGB."
      ])
    #expect(try Pillow.pixel("out.png", 250, 100, in: folder) == [77, 77, 77])
  }

  @Test(arguments: [("RGB", "RGB ", "(9, 99, 199)"), ("L", "GRAY", "77")], ["255, 255, 255, 255", "0, 0, 0, 1"])
  func `a profile whose tags make no sense is left out, and told`(
    picture: (mode: String, space: String, color: String), count: String
  ) async throws {
    try Pillow.run(
      """
      profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes())
      profile[16:20] = b'\(picture.space)'
      profile[128:132] = bytes([\(count)])
      profile[136:140] = bytes([0, 255, 0, 0])
      Image.new('\(picture.mode)', (500, 200), \(picture.color)).save(
          path('in.jpg'), quality=100, icc_profile=bytes(profile))
      """, in: folder)
    let image = try await prepare("in.jpg")
    #expect(
      image.warnings == [
        "The colour profile of '\((folder / "in.jpg").relativePath)' can't be read; its colours are taken as sRGB."
      ])
    let wanted = picture.mode == "L" ? [77, 77, 77] : [9, 99, 199]
    let found = try Pillow.pixel("out.png", 250, 100, in: folder)
    #expect(zip(found, wanted).allSatisfy { abs($0 - $1) <= 1 }, "\(found)")
  }

  @Test func `a profile that is none is left out, and told`() async throws {
    try Pillow.run(
      "Image.new('RGB', (500, 200), (9, 99, 199)).save(path('in.jpg'), quality=100, icc_profile=b'no profile' * 20)",
      in: folder)
    let image = try await prepare("in.jpg")
    #expect(
      image.warnings == [
        "The colour profile of '\((folder / "in.jpg").relativePath)' can't be read; its colours are taken as sRGB."
      ])
    let found = try Pillow.pixel("out.png", 250, 100, in: folder)
    #expect(zip(found, [9, 99, 199]).allSatisfy { abs($0 - $1) <= 1 }, "\(found)")
  }

  /// A PNG of one colour with raw chunks before its pixels.
  private func png(color: String, mode: String = "RGB", chunks: String) throws {
    try Pillow.run(
      """
      import zlib
      buffer = io.BytesIO(); Image.new('\(mode)', (500, 200), \(color)).save(buffer, 'png'); data = buffer.getvalue()
      def chunk(name, *numbers):
          body = name + b''.join(struct.pack('>I', n) for n in numbers)
          return struct.pack('>I', len(body) - 4) + body + struct.pack('>I', zlib.crc32(body))
      def srgb():
          return struct.pack('>I', 1) + b'sRGB\\0' + struct.pack('>I', zlib.crc32(b'sRGB\\0'))
      open(path('in.png'), 'wb').write(data[:33] + \(chunks) + data[33:])
      """, in: folder)
  }

  @Test func `linear light in a png is brought to sRGB`() async throws {
    try png(color: "(55, 128, 10)", chunks: "chunk(b'gAMA', 100000)")
    _ = try await prepare("in.png")
    // 255 × the sRGB encoding of 55/255, 128/255, 10/255.
    let found = try Pillow.pixel("out.png", 250, 100, in: folder)
    #expect(zip(found, [128, 188, 56]).allSatisfy { abs($0 - $1) <= 2 }, "\(found)")
  }

  @Test func `linear light in a grey png is brought to sRGB`() async throws {
    try png(color: "55", mode: "L", chunks: "chunk(b'gAMA', 100000)")
    _ = try await prepare("in.png")
    let found = try Pillow.pixel("out.png", 250, 100, in: folder)
    #expect(found.allSatisfy { abs($0 - 128) <= 2 }, "\(found)")
  }

  @Test func `a png's own primaries are honoured`() async throws {
    try png(
      color: "(60, 200, 60)",
      chunks: "chunk(b'gAMA', 45471) + chunk(b'cHRM', 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000)")
    _ = try await prepare("in.png")
    let difference = try Pillow.number(
      """
      profile = ImageCms.ImageCmsProfile(io.BytesIO(ADOBE_RGB))
      want = ImageCms.profileToProfile(Image.new('RGB', (1, 1), (60, 200, 60)), profile, ImageCms.createProfile('sRGB'))
      print(de2000(want.getpixel((0, 0)), Image.open(path('out.png')).getpixel((9, 9))))
      """, in: folder)
    #expect(difference <= 1)
  }

  @Test(arguments: ["chunk(b'gAMA', 45455)", "srgb() + chunk(b'gAMA', 100000)", "chunk(b'gAMA', 0)"])
  func `a gamma that means sRGB or nothing changes nothing`(chunks: String) async throws {
    try png(color: "(55, 128, 10)", chunks: chunks)
    _ = try await prepare("in.png")
    #expect(try Pillow.pixel("out.png", 250, 100, in: folder) == [55, 128, 10])
  }
}

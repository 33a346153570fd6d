import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImageRefusalTests {
  let folder: TemporaryFolder
  let size: PixelSize

  init() throws {
    folder = try TemporaryFolder()
    size = try #require(PixelSize("64x64"))
  }

  /// Prepares `in`, which must fail and leave nothing behind; gives the report.
  private func refusal(_ preparation: ImagePreparation) async throws -> FailureReport {
    let error = try #require(
      await #expect(throws: (any Error).self) {
        _ = try await ImagePreparer.prepare(folder / "in", to: folder / "out.png", as: preparation)
      })
    #expect(!folder.contents.contains { $0.hasPrefix("out") || $0.contains("rwmedia-") })
    return try #require(error as? any ReportedError).report
  }

  private func refusal() async throws -> FailureReport {
    try await refusal(ImagePreparation(size: size, format: .png))
  }

  private var name: String { (folder / "in").relativePath }

  @Test func `a missing file and an empty one are told apart`() async throws {
    let missing = try await refusal()
    #expect(missing.code == "file.missing" && missing.kind == .missingInput)
    try Data().write(to: folder / "in")
    let empty = try await refusal()
    #expect(empty.code == "file.empty" && empty.kind == .badInput)
  }

  @Test(arguments: [
    "hello, world", "{}", "\u{0}\u{0}\u{0}\u{18}ftypisom    ", "<html><body></body></html>", "BM", "P6 1 1 255\n",
  ])
  func `what is no picture of a known kind is refused by its first bytes`(text: String) async throws {
    try Data(text.utf8).write(to: folder / "in")
    let report = try await refusal()
    #expect(report.code == "media.image-unknown" && report.kind == .badInput)
    #expect(
      report.message
        == "'\(name)' is no picture of a known kind; JPEG, PNG, WEBP, TIFF, GIF, HEIC and AVIF can be read.")
  }

  @Test(arguments: [
    ("svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"), ("pdf", "%PDF-1.4\n"),
    ("svg", "\u{FEFF}<?xml version='1.0'?>\n<!-- a drawing --><svg width='9' height='9'/>"),
  ])
  func `vector pictures are refused unless allowed`(kind: String, text: String) async throws {
    try Data(text.utf8).write(to: folder / "in")
    let report = try await refusal()
    #expect(report.code == "media.image-vector" && report.kind == .badInput)
    #expect(report.message.contains("is \(kind.uppercased()), which can refer to other files"))
    #expect(report.hint?.contains("--allow-vector") == true)
  }

  @Test(arguments: ["jpeg", "png", "webp", "tiff", "gif"], [0.3, 0.6, 0.9])
  func `a truncated file is refused`(format: String, share: Double) async throws {
    try Pillow.run(
      """
      b = io.BytesIO(); photo(600, 450).save(b, '\(format)'); data = b.getvalue()
      open(path('in'), 'wb').write(data[:int(len(data) * \(share))])
      """, in: folder)
    let report = try await refusal()
    #expect(report.code == "media.image-damaged" && report.kind == .badInput)
    #expect(report.message.hasPrefix("'\(name)' is truncated or damaged"))
    #expect(report.hint == "Get the file again, or give --lenient to take what can be decoded.")
  }

  @Test(arguments: ["jpeg", "png"])
  func `lenient takes what decodes of a truncated file`(format: String) async throws {
    try Pillow.run(
      """
      b = io.BytesIO(); Image.new('RGB', (600, 450), (20, 180, 90)).save(b, '\(format)', compress_level=0)
      data = b.getvalue(); open(path('in'), 'wb').write(data[:int(len(data) * 0.7)])
      """, in: folder)
    _ = try await ImagePreparer.prepare(
      folder / "in", to: folder / "out.png", as: ImagePreparation(size: size, format: .png, lenient: true))
    let found = try Pillow.pixel("out.png", 32, 12, in: folder)
    #expect(zip(found, [20, 180, 90]).allSatisfy { abs($0 - $1) <= 2 }, "\(found)")
  }

  @Test func `damage inside a jpeg is refused`() async throws {
    try Pillow.run(
      """
      b = io.BytesIO(); photo(600, 450).save(b, 'jpeg'); data = bytearray(b.getvalue())
      for i in range(len(data) // 2, len(data) // 2 + 400): data[i] = 0x55
      data[len(data) * 2 // 3] = 0xFF; data[len(data) * 2 // 3 + 1] = 0xD3
      open(path('in'), 'wb').write(data)
      """, in: folder)
    #expect(try await refusal().code == "media.image-damaged")
  }

  @Test func `a harmless oddity of a jpeg is told, and the picture taken`() async throws {
    try Pillow.run(
      """
      b = io.BytesIO(); photo(600, 450).save(b, 'jpeg'); data = b.getvalue()
      at = data.index(b'\\xff\\xdb'); open(path('in'), 'wb').write(data[:at] + b'\\0\\0\\0' + data[at:])
      """, in: folder)
    let image = try await ImagePreparer.prepare(
      folder / "in", to: folder / "out.png", as: ImagePreparation(size: size, format: .png))
    #expect(image.warnings.count == 1)
    #expect(image.warnings.first?.contains("3 extraneous bytes before marker") == true)
  }

  @Test func `a decompression bomb is refused from its header`() async throws {
    try Pillow.run(
      """
      import zlib
      chunk = lambda n, d: struct.pack('>I', len(d)) + n + d + struct.pack('>I', zlib.crc32(n + d))
      head = struct.pack('>IIBBBBB', 30000, 30000, 8, 2, 0, 0, 0)
      data = zlib.compress(bytes(90001)) * 3
      open(path('in'), 'wb').write(b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', head) + chunk(b'IDAT', data) + chunk(b'IEND', b''))
      """, in: folder)
    let report = try await refusal()
    #expect(report.code == "media.image-pixels")
    #expect(report.message == "'\(name)' has 30000x30000 pixels; 200000000 pixels and 65535 a side are allowed.")
  }

  @Test func `each limit is told with what was found`() async throws {
    try Pillow.run(
      "i = photo(600, 450); i.save(path('in'), 'webp', save_all=True, append_images=[i.rotate(9 * n) for n in range(1, 5)])",
      in: folder)
    func code(_ limits: ImageLimits) async throws -> String {
      try await refusal(ImagePreparation(size: size, format: .png, limits: limits)).code
    }
    #expect(try await code(ImageLimits(pixels: 269_999)) == "media.image-pixels")
    #expect(try await code(ImageLimits(bytes: 1000)) == "media.image-bytes")
    #expect(try await code(ImageLimits(frames: 4)) == "media.image-frames")
    #expect(try await code(ImageLimits(decoderBytes: 1_000_000)) == "media.image-memory")
    _ = try await ImagePreparer.prepare(
      folder / "in", to: folder / "out.png",
      as: ImagePreparation(size: size, limits: ImageLimits(pixels: 270_000, frames: 5)))
  }

  @Test func `what can't be asked for is refused before any file is looked at`() async throws {
    func report(_ change: (inout ImagePreparation) -> Void) async throws -> FailureReport {
      var preparation = ImagePreparation(size: size)
      change(&preparation)
      return try await refusal(preparation)
    }
    let quality = try await report { $0.quality = 0 }
    #expect(quality.kind == .usage && quality.message == "The quality is 0; 1 to 100 are possible.")
    let bytes = try await report { $0.maxBytes = 0 }
    #expect(bytes.kind == .usage && bytes.code == "media.image-max-bytes")
    let wide = try #require(PixelSize("17000x10"))
    let webp = try await report { ($0.size, $0.format) = (wide, .webp) }
    #expect(webp.message == "The size 17000x10 is too large; 16383 pixels a side for webp are possible.")
    for (side, format) in [("65501x1", ImageFormat.jpeg), ("1x65535", .jpeg), ("16384x1", .webp)] {
      let long = try #require(PixelSize(side))
      #expect(try await report { ($0.size, $0.format) = (long, format) }.code == "media.image-target")
    }
    let huge = try #require(PixelSize("60000x60000"))
    #expect(try await report { $0.size = huge }.code == "media.image-target")
  }

  @Test func `an output that can't be written is told as such`() async throws {
    try Pillow.run("photo(100, 100).save(path('in'), 'png')", in: folder)
    let error = try #require(
      await #expect(throws: FileError.self) {
        _ = try await ImagePreparer.prepare(
          folder / "in", to: folder / "nowhere/out.png", as: ImagePreparation(size: size))
      })
    #expect(error.report.kind == .cannotWrite)
  }

  /// The decoder has all pixels, and what is missing is the profile, a later frame, a tag or the end.
  static let cutOff = [
    ("TIFF", 60, "icc_profile=ADOBE_RGB, compression='tiff_lzw'"),
    ("PNG", 12, ""), ("GIF", 40, "save_all=True, append_images=[photo(90, 60, 8)]"),
  ]

  @Test(arguments: cutOff)
  func `a file that is cut off behind its last pixel is refused, and lenient says so`(
    format: String, missing: Int, options: String
  ) async throws {
    let made = "photo(90, 60).save(b, '\(format)'\(options.isEmpty ? "" : ", ")\(options))"
    try Pillow.run("b = io.BytesIO(); \(made); open(path('whole'), 'wb').write(b.getvalue())", in: folder)
    let whole = try Data(contentsOf: folder / "whole")
    try whole.dropLast(missing).write(to: folder / "in")
    let report = try await refusal()
    #expect(report.code == "media.image-damaged" && report.kind == .badInput)
    let lenient = try await ImagePreparer.prepare(
      folder / "in", to: folder / "taken.png", as: ImagePreparation(size: size, format: .png, lenient: true))
    #expect(lenient.warnings.contains { $0.hasPrefix("'\(name)' is truncated or damaged") }, "\(lenient.warnings)")
    try whole.write(to: folder / "in")
    let sound = try await ImagePreparer.prepare(
      folder / "in", to: folder / "out.png", as: ImagePreparation(size: size, format: .png, lenient: true))
    #expect(!sound.warnings.contains { $0.contains("damaged") })
  }
}

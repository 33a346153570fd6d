import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// Videos whose left three quarters are transparent, with magenta hidden there; the rest is opaque green.
@Suite struct `Transparency in videos` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let kinds = [
    ("a.mov", "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le"), ("b.mov", "-c:v qtrle"),
    ("c.mov", "-c:v png"), ("d.mkv", "-c:v ffv1 -pix_fmt yuva444p"),
    ("e.webm", "-c:v libvpx-vp9 -pix_fmt yuva420p -deadline realtime -cpu-used 8 -crf 4 -auto-alt-ref 0"),
  ]

  private func make(_ name: String, _ arguments: String) throws -> URL {
    let file = folder / name
    try FFmpeg.make(
      [
        "-f", "lavfi", "-i",
        "color=0xff00ff@0:s=120x96:r=24:d=0.5,format=rgba[a];color=0x20b040:s=40x96:r=24:d=0.5,format=rgba[b];[a][b]hstack",
      ] + arguments.split(separator: " ").map(String.init) + [file.path])
    return file
  }

  /// The colours of the transparent and the opaque part of the sixth frame.
  private func halves(_ file: URL) throws -> [[Int]] {
    let picture = try Command.run(
      "ffmpeg",
      [
        "-v", "error", "-i", file.path, "-vf",
        "select='eq(n,5)',scale=in_color_matrix=bt709:flags=accurate_rnd+full_chroma_int,format=rgb24", "-frames:v",
        "1", "-f", "rawvideo", "-",
      ]
    ).stdout
    let pixels = [UInt8](picture)
    try #require(pixels.count == 160 * 96 * 3)
    return [20, 140].map { column in (0..<3).map { Int(pixels[(48 * 160 + column) * 3 + $0]) } }
  }

  private func expect(_ file: URL, _ left: [Int], _ right: [Int] = [0x20, 0xB0, 0x40]) throws {
    for (found, wanted) in zip(try halves(file), [left, right]) {
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) <= 2 }, "\(found) for \(wanted)")
    }
  }

  @Test(arguments: kinds)
  func `what is transparent lies on the background`(name: String, arguments: String) async throws {
    let (input, out) = (try make(name, arguments), folder / "out.mp4")
    var options = TranscodeOptions(quality: 99)
    options.background = try #require(Background("#3060c0"))
    _ = try await Transcoder.transcode(input, to: out, options: options)
    try expect(out, [0x30, 0x60, 0xC0])
    #expect(try FFmpeg.frameCount(out) == 12)
  }

  @Test(arguments: [kinds[0], kinds[4]])
  func `without a colour it is that of the first frame's border, where transparency counts as white`(
    name: String, arguments: String
  ) async throws {
    let (input, out) = (try make(name, arguments), folder / "out.mp4")
    _ = try await Transcoder.transcode(input, to: out, options: TranscodeOptions(quality: 99, background: .auto))
    try expect(out, [255, 255, 255])
  }

  @Test func `bars are of the colour of the first frame's border`() async throws {
    let (input, out) = (folder / "in.mp4", folder / "out.mp4")
    try FFmpeg.make([
      "-f", "lavfi", "-i", "color=0x3060c0:s=80x96:r=24:d=0.5", "-c:v", "libx264", "-crf", "1", "-pix_fmt",
      "yuv420p", input.path,
    ])
    let size = try #require(PixelSize("160x96"))
    _ = try await Transcoder.transcode(
      input, to: out, options: TranscodeOptions(quality: 99, size: size, background: .auto))
    for half in try halves(out) {
      #expect(zip(half, [0x30, 0x60, 0xC0]).allSatisfy { abs($0 - $1) <= 3 }, "\(half)")
    }
  }

  @Test func `frame images are laid on white, and a join is encoded on white with a warning`() async throws {
    let webm = try make(Self.kinds[4].0, Self.kinds[4].1)
    let picture = folder / "first.png"
    _ = try await FrameExtractor.extract(.index(5), from: webm, to: picture, overwrite: false)
    let colors = try Command.output(
      "/usr/bin/python3",
      [
        "-c",
        "import sys; from PIL import Image; i = Image.open(sys.argv[1]); print(i.mode, *i.getpixel((20, 48)), *i.getpixel((140, 48)))",
        picture.path,
      ]
    ).split(separator: " ").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    #expect(colors.first == "RGB")
    let found = colors.dropFirst().compactMap { Int($0) }
    #expect(zip(found, [255, 255, 255, 0x20, 0xB0, 0x40]).allSatisfy { abs($0 - $1) <= 4 }, "\(found)")
    let report = try await ClipJoiner.join(
      [JoinClip(webm), JoinClip(webm)], to: folder / "out.webm", options: JoinOptions(seam: .keep, quality: 99))
    #expect(report.mode == .encode)
    #expect(report.encodedBecause?.contains("has an alpha channel") == true)
    #expect(report.warnings.contains { $0.hasSuffix("what is transparent is laid on white.") })
    try expect(folder / "out.webm", [255, 255, 255])
  }
}

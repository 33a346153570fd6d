import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// Guards `matchesColor`: clips whose colours were shifted come back to the original's, as ffmpeg decodes them; what isn't
/// the same picture isn't touched; no frame is lost for it.
@Suite struct ColorMatchTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A kind of file that clips come as.
  struct Kind: CustomTestStringConvertible, Sendable {
    let pixels: String
    var range = "tv"
    var testDescription: String { "\(pixels), \(range)" }
  }

  private static let kinds = [
    Kind(pixels: "yuv420p"), Kind(pixels: "yuvj420p", range: "pc"), Kind(pixels: "yuv420p10le"),
    Kind(pixels: "yuv422p"), Kind(pixels: "yuv422p10le"), Kind(pixels: "yuv444p"),
    Kind(pixels: "yuvj444p", range: "pc"),
    Kind(pixels: "yuv444p10le"),
  ]

  /// Gain and offset of brightness; of red and blue; saturation and hue.
  private static let shifts = [
    "format=yuv444p,lutyuv=y=(val-16)*0.9+28", "format=gbrp,lutrgb=r=val*0.9:b=val*0.85+14",
    "eq=saturation=0.75,hue=h=5",
  ]

  /// Frames `range` of one moving picture, with `filters` upon it.
  private func clip(
    _ name: String, _ range: Range<Int>, _ kind: Kind = Kind(pixels: "yuv420p"), filters: String = "null"
  ) throws -> JoinClip {
    let url = folder / name
    let tags = [
      "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", kind.range,
    ]
    try FFmpeg.make(
      [
        "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=24", "-vf",
        "format=gbrp,lutrgb=r=40+val*0.6:g=40+val*0.6:b=40+val*0.6,gblur=sigma=3,"
          + "trim=start_frame=\(range.lowerBound):end_frame=\(range.upperBound),setpts=PTS-STARTPTS,\(filters),"
          + "scale=out_color_matrix=bt709:out_range=\(kind.range):flags=accurate_rnd,format=\(kind.pixels)",
        "-c:v", "libx264", "-preset", "ultrafast", "-qp", "0",
      ] + tags + [url.path])
    return JoinClip(url)
  }

  /// The mean distance in levels of a frame of the result to one of a clip of the original, in RGB; the encoder's noise
  /// is averaged out over patches of 12 pixels.
  private func distance(_ out: URL, _ frame: Int, _ original: URL, _ other: Int) throws -> Double {
    func pixels(_ url: URL, _ index: Int) throws -> Pixels {
      try Pixels(
        url, filters: "select=eq(n\\,\(index)),scale=16:9:flags=area+accurate_rnd+full_chroma_int+full_chroma_inp")
    }
    return try #require(try pixels(out, frame).difference(to: pixels(original, other))).mean
  }

  @Test(arguments: kinds)
  func `a shifted clip comes back to the original in every kind of file`(kind: Kind) async throws {
    try await expectBack(kind, shift: Self.shifts[0])
  }

  @Test(arguments: shifts)
  func `brightness, casts and saturation come back`(shift: String) async throws {
    try await expectBack(Kind(pixels: "yuv420p"), shift: shift)
  }

  private func expectBack(_ kind: Kind, shift: String) async throws {
    let original = try clip("original.mp4", 0..<25, kind)
    let clips = [try clip("a.mp4", 0..<13, kind), try clip("b.mp4", 12..<25, kind, filters: shift)]
    let (out, plain) = (folder / "out.mp4", folder / "plain.mp4")
    let report = try await ClipJoiner.join(clips, to: out, options: JoinOptions(quality: 99, matchesColor: true))
    _ = try await ClipJoiner.join(clips, to: plain, options: JoinOptions(quality: 99, copiesPackets: false))
    #expect(report.mode == .encode && report.frames == 25 && report.warnings.isEmpty, "\(report)")
    #expect(try FFmpeg.frameCount(out) == 25)
    #expect(
      report.encodedBecause?.hasSuffix("b.mp4' is lifted to the colours of '\(clips[0].file.relativePath)'.") == true)
    #expect(try distance(plain, 18, original.file, 18) > 2.5)
    for frame in [5, 13, 24] {
      #expect(try distance(out, frame, original.file, frame) < 1, "frame \(frame): \(report.seams)")
    }
    let color = try #require(report.seams.first?.color)
    #expect(color.applied && color.differenceBefore > 2.5 && color.differenceAfter < 0.8, "\(color)")
    #expect((report.seams[0].ssim ?? 0) > 0.98)
  }

  @Test func `the report names the gain and the offset`() async throws {
    let clips = [try clip("a.mp4", 0..<5), try clip("b.mp4", 4..<9, filters: Self.shifts[0])]
    let report = try await ClipJoiner.join(clips, to: folder / "out.mp4", options: JoinOptions(matchesColor: true))
    // Y' was (v − 16) × 0.9 + 28: above black, 0.9 and 12 levels; back again, 1 ÷ 0.9 and −13.3.
    let color = try #require(report.seams[0].color)
    #expect(abs(color.gain[0] - 1.111) < 0.03 && abs(color.offset[0] + 13.33) < 2, "\(color)")
    #expect(abs(color.gain[1] - 1) < 0.03 && abs(color.gain[2] - 1) < 0.03 && abs(color.offset[1]) < 1, "\(color)")
    #expect(color.gain == (0..<3).map { color.matrix[$0][$0] })
  }

  @Test func `a chain that drifts at each seam keeps its first clip's colours`() async throws {
    let drift = "lutyuv=y=(val-16)*0.95+20:u=val+2"
    let clips = [
      try clip("a.mp4", 0..<7), try clip("b.mp4", 6..<13, filters: "format=yuv444p,\(drift)"),
      try clip("c.mp4", 12..<19, filters: "format=yuv444p,\(drift),\(drift)"),
    ]
    let original = try clip("original.mp4", 0..<19)
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(clips, to: out, options: JoinOptions(quality: 99, matchesColor: true))
    #expect(report.frames == 19 && report.seams.allSatisfy { $0.color?.applied == true }, "\(report)")
    for frame in [3, 9, 18] { #expect(try distance(out, frame, original.file, frame) < 1, "frame \(frame)") }
  }

  @Test func `another picture isn't touched, and a warning says so`() async throws {
    let first = try clip("a.mp4", 0..<12)
    let other = folder / "b.mp4"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "mandelbrot=size=192x108:rate=24", "-frames:v", "12", "-pix_fmt", "yuv420p", "-c:v",
      "libx264",
      other.path,
    ])
    let (out, plain) = (folder / "out.mp4", folder / "plain.mp4")
    let report = try await ClipJoiner.join(
      [first, JoinClip(other)], to: out, options: JoinOptions(matchesColor: true))
    _ = try await ClipJoiner.join([first, JoinClip(other)], to: plain)
    #expect(report.seams[0].color?.applied == false)
    #expect(report.seams[0].color?.matrix == [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    #expect(report.warnings.contains { $0.contains("b.mp4' are left as they are: it begins on another picture") })
    #expect(try FFmpeg.frameHashes(out) == (try FFmpeg.frameHashes(plain)))
  }

  @Test func `clips of the same colours are still copied`() async throws {
    let clips = [try clip("a.mp4", 0..<12), try clip("b.mp4", 12..<24)]
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(
      clips, to: out, options: JoinOptions(seam: .keep, matchesColor: true))
    #expect(report.mode == .copy && report.seams[0].color?.applied == false && report.warnings.isEmpty, "\(report)")
    #expect(
      try FFmpeg.frameHashes(out) == (try FFmpeg.frameHashes(clips[0].file)) + (try FFmpeg.frameHashes(clips[1].file))
    )
  }

  @Test func `a shift beyond the limit is mended part of the way, with a warning`() async throws {
    let clips = [
      try clip("a.mp4", 0..<5), try clip("b.mp4", 4..<9, filters: "format=yuv444p,lutyuv=y=(val-16)*0.6+71"),
    ]
    let report = try await ClipJoiner.join(clips, to: folder / "out.mp4", options: JoinOptions(matchesColor: true))
    let color = try #require(report.seams[0].color)
    #expect(report.warnings.contains { $0.contains("by more than colours are moved (48 levels)") }, "\(report)")
    #expect(color.applied && color.differenceAfter > 5 && color.differenceAfter < color.differenceBefore, "\(color)")
  }

  @Test func `crossfades and trims keep their frames`() async throws {
    let clips = [try clip("a.mp4", 0..<24), try clip("b.mp4", 23..<47, filters: Self.shifts[1])]
    let half = try #require(Rational("0.25"))
    for (options, frames) in [
      (JoinOptions(seam: .crossfade(half), matchesColor: true), 42),
      (JoinOptions(frames: 30, matchesColor: true), 30),
      (JoinOptions(frames: 20, matchesColor: true), 20),
    ] {
      let out = folder / "out.mp4"
      let report = try await ClipJoiner.join(clips, to: out, options: options, overwrite: true)
      #expect(report.frames == frames && report.seams.count == (frames == 20 ? 0 : 1))
      #expect(try FFmpeg.frameCount(out) == frames)
    }
  }
}

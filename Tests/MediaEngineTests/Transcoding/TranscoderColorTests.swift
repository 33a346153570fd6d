import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// Guards that what comes out is shown in the colours that went in.
@Suite struct TranscoderColorTests {
  private let folder: TemporaryFolder
  private let input: URL

  init() throws {
    folder = try TemporaryFolder()
    input = folder / "in.mp4"
  }

  @Test(arguments: [
    (
      ["-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"], "320x180", "smpte170m"
    ),
    ([], "320x180", "smpte170m"), ([], "1280x720", "bt709"), (["-color_range", "pc"], "320x180", "smpte170m"),
    (["-colorspace", "bt2020nc", "-color_primaries", "bt2020", "-color_trc", "bt2020-10"], "320x180", "bt2020"),
  ])
  func `colours come out as BT.709 from the input's own matrix and range`(
    tags: [String], size: String, matrix: String
  ) async throws {
    let full = tags.contains("pc")
    try FFmpeg.make(
      [
        "-f", "lavfi", "-i", "gradients=size=\(size):nb_colors=6:seed=5:rate=24", "-frames:v", "2", "-vf",
        "scale=out_color_matrix=\(matrix):out_range=\(full ? "pc" : "tv"):flags=accurate_rnd+full_chroma_int,format=yuv420p",
        "-c:v", "libx264", "-crf", "5",
      ] + tags + [input.path])
    let out = folder / "out.mp4"
    _ = try await Transcoder.transcode(input, to: out, options: TranscodeOptions(quality: 99))
    func picture(_ url: URL, _ conversion: String) throws -> [UInt8] {
      [UInt8](
        try Command.run(
          "ffmpeg",
          [
            "-v", "error", "-i", url.path, "-frames:v", "1", "-vf",
            "scale=\(conversion):flags=accurate_rnd+full_chroma_int+full_chroma_inp", "-f", "rawvideo", "-pix_fmt",
            "rgb24", "-",
          ]
        ).stdout)
    }
    let before = try picture(input, "in_color_matrix=\(matrix):in_range=\(full ? "pc" : "tv")")
    let after = try picture(out, "in_color_matrix=bt709:in_range=tv")
    #expect(before.count == after.count && !before.isEmpty)
    let sum = zip(before, after).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    let mean = Double(sum) / Double(before.count)
    #expect(mean < 1.2)
  }

  @Test func `ten-bit 4:4:4 and a GIF's palette come out as yuv420p`() async throws {
    let deep = folder / "deep.mkv"
    try BarcodeClip.make(deep, ["-frames:v", "6", "-c:v", "libx264", "-pix_fmt", "yuv444p10le"])
    let gif = folder / "loop.gif"
    try BarcodeClip.make(gif, fps: "20", ["-frames:v", "6", "-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse"])
    for file in [deep, gif] {
      let out = folder / "out.mp4"
      _ = try await Transcoder.transcode(file, to: out, overwrite: true)
      #expect(try BarcodeClip.numbers(of: out) == Array(0..<6))
      #expect(try FFmpeg.probe(out, "pix_fmt") == "yuv420p")
    }
  }

  @Test func `HDR is refused in clear words, not shown in wrong colours`() async throws {
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=24", "-frames:v", "2", "-pix_fmt", "yuv420p10le", "-c:v",
      "libx265",
      "-x265-params", "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc", input.path,
    ])
    let error = await #expect(throws: MediaError.self) {
      try await Transcoder.transcode(input, to: folder / "out.mp4")
    }
    #expect(error?.report.code == "media.hdr")
    #expect(folder.contents == ["in.mp4"])
  }
}

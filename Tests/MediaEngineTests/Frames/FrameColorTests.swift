import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct FrameColorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  struct Coding: Sendable, CustomTestStringConvertible {
    let name: String
    let pixels: String
    let matrix: String
    let range: String
    let arguments: [String]

    init(_ name: String, _ pixels: String, _ matrix: String, _ range: String, _ arguments: String) {
      (self.name, self.pixels, self.matrix, self.range) = (name, pixels, matrix, range)
      self.arguments = arguments.split(separator: " ").map(String.init)
    }

    var testDescription: String { "\(pixels) \(matrix) \(range)" }

    static let x264 = "-c:v libx264 -preset veryfast"
    static let all: [Coding] = [
      Coding("a.mp4", "yuv420p", "bt709", "tv", x264), Coding("b.mp4", "yuv420p", "smpte170m", "tv", x264),
      Coding("c.mp4", "yuv420p", "bt470bg", "pc", x264), Coding("d.mp4", "yuv420p", "bt709", "pc", x264),
      Coding("e.mp4", "yuv422p", "bt709", "tv", x264), Coding("f.mp4", "yuv444p", "bt709", "tv", x264),
      Coding("g.mp4", "yuv420p10le", "bt709", "tv", x264), Coding("h.mp4", "yuv422p10le", "smpte170m", "tv", x264),
      Coding("i.mp4", "yuv444p10le", "bt709", "pc", x264), Coding("j.mp4", "yuv420p10le", "bt2020nc", "tv", x264),
      Coding("k.mkv", "yuv420p", "smpte240m", "tv", x264),
      Coding("l.webm", "yuv420p", "bt709", "tv", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8"),
      Coding("m.mov", "yuv422p10le", "bt709", "tv", "-c:v prores_ks"),
      Coding("n.avi", "yuvj422p", "smpte170m", "pc", "-c:v mjpeg -q:v 2"),
    ]
  }

  @Test(arguments: Coding.all)
  func `pixels are ffmpeg's own accurate conversion with the stream's matrix and range`(_ coding: Coding) async throws
  {
    let clip = folder / coding.name
    try make(clip, coding, size: "352x288")
    let picture = folder / "\(coding.name).png"
    _ = try await FrameExtractor.extract(.first, from: clip, to: picture, overwrite: false)
    let scale =
      "scale=flags=accurate_rnd+full_chroma_int:in_color_matrix=\(coding.swsMatrix):in_range=\(coding.range)"
    let difference = try #require(Pixels(picture).difference(to: Pixels(clip, filters: scale)))
    #expect(difference.mean < 0.5 && difference.most <= 2)
  }

  @Test(arguments: [
    ("640x480", "smpte170m"), ("1280x720", "bt709"), ("718x1278", "bt709"), ("1920x718", "smpte170m"),
  ])
  func `a stream that says nothing is BT.709 from 720 lines up and BT.601 below`(
    _ size: String, _ matrix: String
  ) async throws {
    let clip = folder / "untagged.mkv"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=size=\(size)", "-frames:v", "1", "-vf",
      "scale=out_color_matrix=\(matrix),setparams=colorspace=unknown",
      "-pix_fmt", "yuv444p", "-c:v", "ffv1", clip.path,
    ])
    let picture = folder / "untagged.png"
    _ = try await FrameExtractor.extract(.first, from: clip, to: picture, overwrite: true)
    let truth = try Pixels(picture).difference(
      to: Pixels(clip, filters: "scale=flags=accurate_rnd+full_chroma_int:in_color_matrix=\(matrix):in_range=tv"))
    #expect(try #require(truth).most <= 1)
  }

  @Test(arguments: ["0xC81E1E", "0x1E9632", "0x2832DC", "0xE6E6E6", "0x404040"])
  func `a known colour comes back as itself`(_ color: String) async throws {
    let clip = folder / "color.mp4"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "color=\(color):size=128x128,format=rgb24", "-frames:v", "2", "-vf",
      "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int+full_chroma_inp", "-pix_fmt",
      "yuv420p", "-colorspace", "bt709",
      "-color_range", "tv", "-c:v", "libx264", "-qp", "0", clip.path,
    ])
    let value = try #require(Int(color.dropFirst(2), radix: 16))
    let expected = [value >> 16, value >> 8 & 255, value & 255]
    for name in ["color.png", "color.jpg", "color.webp"] {
      _ = try await FrameExtractor.extract(.last, from: clip, to: folder / name, overwrite: true)
      let samples = try Pixels(folder / name).samples
      #expect(zip(samples.prefix(3), expected).allSatisfy { abs(Int($0) - $1) <= 2 }, "\(name): \(samples.prefix(3))")
    }
  }

  @Test func `an extracted picture carries no gamma of its own`() async throws {
    let clip = folder / "tagged.mp4"
    try make(clip, Coding.all[0], size: "352x288")
    let picture = folder / "tagged.png"
    _ = try await FrameExtractor.extract(.first, from: clip, to: picture, overwrite: false)
    let bytes = try Data(contentsOf: picture)
    #expect(bytes.range(of: Data("gAMA".utf8)) == nil)
    #expect(bytes.range(of: Data("cHRM".utf8)) == nil)
  }

  private func make(_ url: URL, _ coding: Coding, size: String) throws {
    try FFmpeg.make(
      [
        "-f", "lavfi", "-i", "testsrc2=size=\(size):rate=24", "-frames:v", "3", "-vf",
        "scale=out_color_matrix=\(coding.swsMatrix):out_range=\(coding.range),setparams=colorspace=\(coding.matrix)",
        "-pix_fmt", coding.pixels,
        "-colorspace", coding.matrix,
        "-color_range", coding.range,
      ] + coding.arguments + [url.path])
  }
}

extension FrameColorTests.Coding {
  fileprivate var swsMatrix: String {
    switch matrix {
    case "bt2020nc": "bt2020"
    case "bt470bg": "bt470"
    default: matrix
    }
  }
}

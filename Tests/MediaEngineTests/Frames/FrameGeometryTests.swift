import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct FrameGeometryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// a, b, c, d of a display matrix in 16.16, and what it does.
  @Test(arguments: [
    ([1, 0, 0, 1], 320, 180, 0), ([0, 1, -1, 0], 180, 320, 90), ([-1, 0, 0, -1], 320, 180, 180),
    ([0, -1, 1, 0], 180, 320, 270), ([-1, 0, 0, 1], 320, 180, 0), ([1, 0, 0, -1], 320, 180, 180),
    ([0, 1, 1, 0], 180, 320, 270), ([0, -1, -1, 0], 180, 320, 90),
  ])
  func `all eight orientations come out upright, as ffmpeg turns them`(
    _ matrix: [Int32], _ width: Int, _ height: Int, _ rotation: Int
  ) async throws {
    let (clip, picture) = (folder / "turned.mov", folder / "turned.png")
    try FFmpeg.make(["-i", try ClipStore.clip("b-frames.mp4").path, "-c", "copy", clip.path])
    // tkhd: 40 bytes before the matrix, which is a b u c d v x y w.
    try Boxes.patch(clip, "tkhd", offset: 40, Boxes.bytes(matrix[0] << 16) + Boxes.bytes(matrix[1] << 16))
    try Boxes.patch(clip, "tkhd", offset: 52, Boxes.bytes(matrix[2] << 16) + Boxes.bytes(matrix[3] << 16))
    let frame = try await FrameExtractor.extract(.index(37), from: clip, to: picture, overwrite: false)
    #expect((frame.width, frame.height) == (width, height))
    let scale = "select=eq(n\\,37),scale=flags=accurate_rnd+full_chroma_int:in_color_matrix=smpte170m"
    let difference = try #require(Pixels(picture).difference(to: Pixels(clip, filters: scale)))
    #expect(difference.mean < 0.5 && difference.most <= 2)
    let video = try #require(try await MediaProbe.info(of: clip).video)
    #expect(video.rotation == rotation)
    #expect(video.size == PixelSize(width: width, height: height))
    #expect(video.codedSize == PixelSize(width: 320, height: 180))
  }

  @Test(arguments: [("16/11", 465, 180), ("8/9", 320, 203), ("2/1", 640, 180), ("1/1", 320, 180)])
  func `pixels come out square`(_ ratio: String, _ width: Int, _ height: Int) async throws {
    for name in ["wide.mp4", "wide.mkv", "wide.ts"] {
      let (clip, picture) = (folder / name, folder / "\(name).png")
      try BarcodeClip.make(
        clip, ["-frames:v", "12", "-vf", "setsar=\(ratio)", "-c:v", "libx264", "-pix_fmt", "yuv420p"])
      let frame = try await FrameExtractor.extract(.index(11), from: clip, to: picture, overwrite: false)
      #expect((frame.width, frame.height) == (width, height))
      #expect(try BarcodeClip.numbers(of: picture) == [11])
      #expect(try await MediaProbe.info(of: clip).video?.size == PixelSize(width: width, height: height))
    }
  }

  @Test func `an aspect ratio that only the container tells is honoured`() async throws {
    let (clip, picture) = (folder / "remuxed.mp4", folder / "remuxed.png")
    try FFmpeg.make(["-i", try ClipStore.clip("b-frames.mp4").path, "-c", "copy", "-aspect", "4:3", clip.path])
    let frame = try await FrameExtractor.extract(.first, from: clip, to: picture, overwrite: false)
    #expect((frame.width, frame.height) == (320, 240))
  }
}

import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// Sides of one pixel, which 4:2:0 can't have.
@Suite struct `Clips one pixel wide or high` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [("1x1", "2x2"), ("1x500", "2x500"), ("33x1", "32x2"), ("500x1", "500x2")])
  func `such a side is doubled, and the colour stays`(size: String, written: String) async throws {
    let (clip, out) = (folder / "tiny.mkv", folder / "out.mp4")
    try FFmpeg.make([
      "-f", "lavfi", "-i", "color=0xc81e1e:s=\(size):r=24,format=bgr0", "-frames:v", "5", "-c:v", "ffv1", clip.path,
    ])
    func expectRed(_ frames: Int) async throws {
      let info = try #require(try await MediaProbe.info(of: out).video)
      #expect("\(info.size)" == written && info.frames == frames)
      let pixel = try Command.run(
        "ffmpeg", ["-v", "error", "-i", out.path, "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"])
      let colors = [UInt8](pixel.stdout.prefix(3))
      #expect(zip(colors, [0xC8, 0x1E, 0x1E]).allSatisfy { abs(Int($0) - $1) < 6 }, "\(colors)")
    }
    _ = try await Transcoder.transcode(clip, to: out)
    try await expectRed(5)
    let clips = [JoinClip(clip), JoinClip(clip)]
    _ = try await ClipJoiner.join(clips, to: out, options: JoinOptions(seam: .keep), overwrite: true)
    try await expectRed(10)
    #expect(try await ClipJoiner.likeness(at: clips[0], clips[1]) > 0.99)
  }
}

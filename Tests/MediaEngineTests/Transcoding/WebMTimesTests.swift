import Foundation
import MediaEngine
import TestSupport
import Testing

@Suite struct `A webm's times` {
  @Test func `sound stays with the pictures, however often a webm is encoded anew`() async throws {
    let folder = try TemporaryFolder()
    let ticks = #"0.8*lt(mod(t\,1)\,0.01)*sin(2*PI*1000*t)"#
    var input = folder / "in.mp4"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc=s=64x64:r=24:d=3", "-f", "lavfi", "-i", "aevalsrc='\(ticks)':s=48000:d=3",
      "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", input.path,
    ])
    for pass in 1...3 {
      let out = folder / "\(pass).webm"
      _ = try await Transcoder.transcode(input, to: out)
      #expect(try FFmpeg.probe(out, "start_pts") == "0", "pass \(pass)")
      // libopus begins 312 samples early, which players leave out.
      #expect(try FFmpeg.probe(out, "start_pts", stream: "a:0") == "-7", "pass \(pass)")
      let found = try SoundJudge.onsets(out)
      #expect(found.count == 3)
      for (second, time) in found.enumerated() {
        #expect(abs(time - Double(second)) < 0.003, "pass \(pass): \(found)")
      }
      input = out
    }
  }

  @Test func `a webm's bytes are the same each time, joined by its packets too`() async throws {
    let folder = try TemporaryFolder()
    let input = folder / "in.mp4"
    try NumberedClip(size: "64x64", count: 12, tone: 500).make(input)
    for name in ["a.webm", "b.webm"] { _ = try await Transcoder.transcode(input, to: folder / name) }
    #expect(try Data(contentsOf: folder / "a.webm") == Data(contentsOf: folder / "b.webm"))
    for name in ["c.webm", "d.webm"] {
      let clip = JoinClip(folder / "a.webm")
      let report = try await ClipJoiner.join([clip, clip], to: folder / name, options: JoinOptions(seam: .keep))
      #expect(report.mode == .copy)
      #expect(try FFmpeg.probe(folder / name, "start_pts", stream: "a:0") == "-7")
      #expect(try FFmpeg.probe(folder / name, "start_pts") == "0")
    }
    #expect(try Data(contentsOf: folder / "c.webm") == Data(contentsOf: folder / "d.webm"))
  }
}

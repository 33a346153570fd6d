import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards the commands that take clips and make clips: `concat` and `transcode`.
@Suite struct ClipCommandsTests {
  @Test("concat drops the doubled frame at each seam, keeps it when asked, and says what it did")
  func seams() throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "a.mp4", size: "96x54", seconds: 1, audio: true)
    try FFmpeg.clip(folder / "b.mp4", size: "96x54", seconds: 0.5, audio: true)
    let clips = [folder / "a.mp4", folder / "b.mp4", folder / "a.mp4"].map(\.path)
    for (seam, frames, dropped) in [("drop", 58, 1), ("keep", 60, 0)] {
      let out = folder / "\(seam).mp4"
      let outcome = try Tool.run(
        "concat", clips[0], clips[1], clips[2], "--seam", seam, "-o", out.path, "--json")
      #expect(outcome.status == 0)
      let json = try outcome.json()
      #expect(json["frames"]?.int == frames && json["fps"]?.double == 24)
      #expect(["copy", "smart", "encode"].contains(json["mode"]?.text ?? ""))
      #expect(json["seams"]?.elements?.compactMap { $0["clip"]?.int } == [1, 2])
      #expect(json["seams"]?.elements?.compactMap { $0["droppedFrames"]?.int } == [dropped, dropped])
      #expect(try FFmpeg.frameCount(out) == frames)
      #expect(try evenTimes(out, count: frames, fps: 24))
      let sound = try #require(Double(try FFmpeg.probe(out, "duration", stream: "a:0")))
      #expect(abs(sound - Double(frames) / 24) < 0.05)
    }
  }

  @Test("--frames trims the result to exactly so many; a crossfade shortens it by its length")
  func trimmed() throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "a.mp4", size: "96x54", seconds: 1)
    let clip = (folder / "a.mp4").path
    let trimmed = try Tool.run("concat", clip, clip, "--frames", "31", "-o", (folder / "t.mp4").path, "--json")
    #expect(try trimmed.json()["frames"] == 31)
    #expect(try FFmpeg.frameCount(folder / "t.mp4") == 31)
    let faded = try Tool.run(
      "concat", clip, clip, "--seam", "crossfade:0.25", "-o", (folder / "f.mp4").path, "--json")
    #expect(try faded.json()["mode"] == "encode")
    #expect(try FFmpeg.frameCount(folder / "f.mp4") == 42)
  }

  @Test("--match-color tells gain and offset of each seam, as JSON and in words, and why it encoded")
  func matchedColours() throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "a.mp4", size: "96x54", seconds: 0.5)
    try FFmpeg.make([
      "-i", (folder / "a.mp4").path, "-vf", "reverse,lutyuv=y=(val-16)*0.9+20", "-c:v", "libx264", "-crf", "10",
      (folder / "b.mp4").path,
    ])
    let arguments = [
      "concat", (folder / "a.mp4").path, (folder / "b.mp4").path, "--match-color", "--overwrite", "-o",
    ]
    let outcome = try Tool.run(arguments + [(folder / "out.mp4").path, "--json"])
    let json = try outcome.json()
    #expect(json["mode"] == "encode" && json["frames"] == 23)
    #expect(json["encodedBecause"]?.text?.contains("is lifted to the colours of") == true)
    let color = try #require(json["seams"]?.elements?.first?["color"])
    #expect(color["applied"] == true)
    #expect(abs((color["gain"]?.elements?.first?.double ?? 0) - 1.11) < 0.05)
    #expect(abs((color["offset"]?.elements?.first?.double ?? 0) + 4.4) < 2)
    #expect((color["differenceAfter"]?.double ?? 9) < (color["differenceBefore"]?.double ?? 0))
    let words = try Tool.run(arguments + [(folder / "out.mp4").path]).text
    #expect(words.contains("colours of clip 1: Y' × 1."), "\(words)")
    #expect(words.contains("levels from the clip before, now"), "\(words)")
  }

  @Test("more frames than the clips have are refused, and nothing is written")
  func tooFew() throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "a.mp4", size: "96x54", seconds: 0.5)
    let clip = (folder / "a.mp4").path
    let outcome = try Tool.run("concat", clip, clip, "--frames", "900", "-o", (folder / "t.mp4").path)
    #expect([64, 65].contains(outcome.status), "\(outcome.status): \(outcome.stderr)")
    #expect(outcome.stderr.contains("23"), "\(outcome.stderr)")
    #expect(folder.contents == ["a.mp4"])
  }

  @Test("transcode makes WEBM with VP9 and Opus by the extension, all frames kept, and a poster")
  func webm() throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "a.mp4", size: "96x54", seconds: 1, audio: true)
    let out = folder / "out.webm"
    let outcome = try Tool.run(
      "transcode", (folder / "a.mp4").path, "-o", out.path, "--poster", (folder / "poster.png").path, "--json")
    #expect(outcome.status == 0)
    let json = try outcome.json()
    #expect(json["format"] == "webm" && json["codec"] == "vp9" && json["frames"] == 24)
    #expect(json["bytes"]?.int == (try Data(contentsOf: out)).count)
    #expect(try FFmpeg.probe(out, "codec_name") == "vp9")
    #expect(try FFmpeg.probe(out, "codec_name", stream: "a:0") == "opus")
    #expect(try FFmpeg.frameCount(out) == 24)
    let poster = try Pillow.open(folder / "poster.png")
    #expect(poster.width == 96 && poster.height == 54)
  }

  @Test("a lower quality makes a smaller file; size and rate are what was asked")
  func quality() throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "a.mp4", size: "192x108", seconds: 1)
    var sizes: [Int] = []
    for quality in ["20", "60", "99"] {
      let out = folder / "\(quality).mp4"
      let outcome = try Tool.run("transcode", (folder / "a.mp4").path, "--quality", quality, "-o", out.path)
      #expect(outcome.status == 0)
      sizes.append(try Data(contentsOf: out).count)
    }
    #expect(sizes == sizes.sorted() && Set(sizes).count == 3, "\(sizes)")
    let out = folder / "small.mp4"
    let outcome = try Tool.run(
      "transcode", (folder / "a.mp4").path, "--size", "64x64", "--fps", "30000/1001", "-o", out.path, "--json")
    #expect(try outcome.json()["contentRect"] == ["x": 0, "y": 14, "width": 64, "height": 36])
    #expect(try FFmpeg.probe(out, "width,height,r_frame_rate") == "64\n64\n30000/1001")
    #expect(try FFmpeg.frameCount(out) == 30)
  }

  private func evenTimes(_ file: URL, count: Int, fps: Double) throws -> Bool {
    let times = try FFmpeg.times(file)
    return times.count == count && times.enumerated().allSatisfy { abs($1 - Double($0) / fps) < 0.001 }
  }
}

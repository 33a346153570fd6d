import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards the commands that only look: `verify` and `probe`.
@Suite struct LookCommandsTests {
  @Test("verify ends with 0 where every check holds and with 1 where one doesn't, and says which")
  func verify() throws {
    let folder = try TemporaryFolder()
    let clip = folder / "clip.mp4"
    try FFmpeg.clip(clip, size: "96x54", fps: "30000/1001", seconds: 1, audio: true)
    let frames = try #require(try FFmpeg.frameCount(clip))
    let good = try Tool.run(
      "verify", clip.path, "--frames", "\(frames)", "--fps", "30000/1001", "--size", "96x54", "--format", "mp4",
      "--decode", "--json")
    #expect(good.status == 0)
    #expect(try good.json()["ok"] == true)
    #expect(try good.json()["fpsExact"] == "30000/1001")
    let names = Set(try #require(try good.json()["checks"]?.elements?.compactMap { $0["name"]?.text }))
    #expect(names == ["readable", "frames", "fps", "size", "format", "decode"])

    let bad = try Tool.run(
      "verify", clip.path, "--frames", "\(frames + 1)", "--fps", "30", "--size", "96x54", "--json")
    #expect(bad.status == 1)
    let checks = try #require(try bad.json()["checks"]?.elements)
    let wrong = checks.filter { $0["ok"] == false }
    #expect(Set(wrong.compactMap { $0["name"]?.text }) == ["frames", "fps"])
    #expect(wrong.contains { $0["expected"]?.text == "\(frames + 1)" && $0["actual"]?.text == "\(frames)" })
    #expect(bad.stderr.contains("error") == false)
    #expect(try Tool.run("verify", clip.path, "--frames", "1").text.contains("WRONG frames: \(frames), expected 1"))
  }

  @Test("verify --decode finds damage inside a file whose frame is whole")
  func damage() throws {
    let folder = try TemporaryFolder()
    let clip = folder / "clip.mp4"
    try FFmpeg.clip(clip, size: "320x180", seconds: 2)
    var data = try Data(contentsOf: clip)
    let middle = data.count / 2
    data.replaceSubrange(middle..<(middle + 3000), with: Data(repeating: 0xA5, count: 3000))
    try data.write(to: clip)
    let outcome = try Tool.run("verify", clip.path, "--decode", "--json")
    #expect(outcome.status == 1)
    #expect(try outcome.json()["ok"] == false)
  }

  @Test("probe tells of a video what ffprobe tells, in numbers")
  func probeVideo() throws {
    let folder = try TemporaryFolder()
    let clip = folder / "clip.mp4"
    try FFmpeg.clip(
      clip, size: "96x54", fps: "24000/1001", seconds: 1, audio: true,
      extra: ["-c:v", "libx264", "-bf", "2", "-pix_fmt", "yuv420p", "-movflags", "+faststart"])
    let json = try Tool.run("probe", clip.path, "--json").json()
    let video = try #require(json["video"])
    #expect(video["width"] == 96 && video["height"] == 54 && video["codec"] == "h264")
    #expect(video["fpsExact"] == "24000/1001" && video["hasBFrames"] == true && video["constantRate"] == true)
    #expect(video["frames"]?.int == (try FFmpeg.frameCount(clip)))
    #expect(json["container"] == "mp4" && json["faststart"] == true)
    #expect(json["audio"]?["sampleRate"] == 48000)
    #expect(json["bytes"]?.int == (try Data(contentsOf: clip)).count)
  }

  @Test("probe tells an image's upright size")
  func probeImage() throws {
    let json = try Tool.run("probe", Samples.path("mug-phone.jpg"), "--json").json()
    #expect(json["width"] == 1200 && json["height"] == 1600 && json["orientation"] == 6 && json["format"] == "jpeg")
  }
}

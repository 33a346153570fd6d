import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `keyframes`: the pictures are the frames that a full decode gives.
@Suite struct KeyframesCommandTests {
  @Test("without a choice the first and the very last presented frame come, B-frames or not")
  func firstAndLast() throws {
    let folder = try TemporaryFolder()
    let clip = folder / "clip.mp4"
    try FFmpeg.clip(
      clip, size: "96x54", fps: "30", seconds: 1.5,
      extra: ["-c:v", "libx264", "-bf", "3", "-g", "20", "-pix_fmt", "yuv420p"])
    let outcome = try Tool.run("keyframes", clip.path, "-o", (folder / "out").path, "--json")
    #expect(outcome.status == 0)
    let frames = try #require(try outcome.json()["frames"]?.elements)
    #expect(frames.map { $0["index"]?.int } == [0, 44])
    #expect(frames.allSatisfy { $0["width"] == 96 && $0["height"] == 54 })
    #expect(abs((frames[1]["seconds"]?.double ?? 0) - 44.0 / 30) < 0.001)
    for (frame, name) in zip(frames, ["0.png", "44.png"]) {
      let index = try #require(frame["index"]?.int)
      try FFmpeg.make([
        "-i", clip.path, "-vf", "select=eq(n\\,\(index))", "-frames:v", "1", "-sws_flags",
        "accurate_rnd+full_chroma_int+bicubic", (folder / name).path,
      ])
      let made = URL(fileURLWithPath: try #require(frame["output"]?.text))
      #expect(try Pictures.worstPSNR(made, folder / name, first: 1) > 35, "frame \(index)")
    }
    #expect(try FFmpeg.frameCount(clip) == 45)
  }

  @Test("numbers, times and an even spread pick their frames; a JPEG is a JPEG")
  func choices() throws {
    let folder = try TemporaryFolder()
    let clip = folder / "clip.mp4"
    try FFmpeg.clip(clip, size: "64x36", seconds: 1)
    let chosen = try Tool.run(
      "keyframes", clip.path, "--at", "7", "--at", "0.5s", "--last", "--format", "jpeg", "-o", (folder / "a").path,
      "--json")
    #expect(try chosen.json()["frames"]?.elements?.compactMap { $0["index"]?.int } == [7, 12, 23])
    let first = try #require(try chosen.json()["frames"]?.elements?.first?["output"]?.text)
    #expect(try Pillow.open(URL(fileURLWithPath: first)).format == "JPEG")
    let spread = try Tool.run("keyframes", clip.path, "--count", "3", "-o", (folder / "b").path, "--json")
    #expect(try spread.json()["frames"]?.elements?.compactMap { $0["index"]?.int } == [0, 12, 23])
  }

  @Test("a frame after the last one ends with 64 or 65 and names the range; no picture is left")
  func outside() throws {
    let folder = try TemporaryFolder()
    let clip = folder / "clip.mp4"
    try FFmpeg.clip(clip, size: "64x36", seconds: 1)
    let outcome = try Tool.run("keyframes", clip.path, "--at", "24", "-o", (folder / "out").path)
    #expect([64, 65].contains(outcome.status), "\(outcome.status)")
    #expect(outcome.stderr.contains("23"), "\(outcome.stderr)")
    #expect(((try? FileManager.default.contentsOfDirectory(atPath: (folder / "out").path)) ?? []).isEmpty)
  }

  @Test("a single frame goes to the file that the output names", arguments: ["x.png", "x.jpg"])
  func file(name: String) throws {
    let folder = try TemporaryFolder()
    let clip = folder / "clip.mp4"
    try FFmpeg.clip(clip, size: "64x36", seconds: 0.5)
    let outcome = try Tool.run("keyframes", clip.path, "--at", "7", "-o", (folder / name).path, "--json")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let frames = try #require(try outcome.json()["frames"]?.elements)
    #expect(frames.map { $0["index"]?.int } == [7] && frames.map { $0["output"]?.text } == [(folder / name).path])
    let picture = try Pillow.open(folder / name)
    #expect(picture.format == (name == "x.png" ? "PNG" : "JPEG") && picture.width == 64)
    #expect(folder.contents == ["clip.mp4", name])
  }

  @Test("a folder that can't be made is told in the system's own words")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    let clip = folder / "clip.mp4"
    try FFmpeg.clip(clip, size: "64x36", seconds: 0.5)
    let place = "/proc/none/out"
    let outcome = try Tool.run("keyframes", clip.path, "-o", place, "--json")
    #expect(outcome.status == 73)
    #expect(
      try outcome.failure()["message"]?.text == "The folder '\(place)' can't be made: No such file or directory.")
  }
}

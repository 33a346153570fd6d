import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards that `prepare` goes by what a file holds, not by its name.
@Suite struct PrepareKindTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func prepare(_ input: URL, _ output: String) throws -> Command.Outcome {
    try Tool.run("prepare", input.path, "--size", "64x64", "-o", (folder / output).path, "--json")
  }

  @Test("a video under any name is one", arguments: ["clip.bin", "clip", "clip.jpg"])
  func video(name: String) throws {
    try FFmpeg.clip(folder / "clip.mp4", size: "64x64", seconds: 0.5)
    try FileManager.default.moveItem(at: folder / "clip.mp4", to: folder / name)
    let outcome = try prepare(folder / name, "out.mp4")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try FFmpeg.frameCount(folder / "out.mp4") == 12)
  }

  @Test("a picture that is named as a video is one")
  func picture() throws {
    try Pillow.make(#"Image.new("RGB", (64, 64), "red")"#, folder / "red.png")
    try FileManager.default.moveItem(at: folder / "red.png", to: folder / "red.mp4")
    #expect(try prepare(folder / "red.mp4", "out.png").status == 0)
    #expect(try Pillow.open(folder / "out.png", at: [(x: 9, y: 9)]).pixels == [[255, 0, 0]])
    #expect(try prepare(folder / "red.mp4", "out.mp4").failure()["code"] == "workflow.picture-as-video")
  }

  @Test("a moving GIF is a picture, and a video where the output is named as one")
  func gif() throws {
    try FFmpeg.clip(folder / "a.gif", size: "64x64", fps: "10", seconds: 1, extra: [])
    #expect(try prepare(folder / "a.gif", "out.png").status == 0)
    let outcome = try prepare(folder / "a.gif", "out.mp4")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try FFmpeg.frameCount(folder / "out.mp4") == 10)
  }

  @Test("what is neither is told to be neither", arguments: ["notes.txt", "sound.wav"])
  func neither(name: String) throws {
    if name == "sound.wav" {
      try FFmpeg.make(["-f", "lavfi", "-i", "sine=duration=0.2", (folder / name).path])
    } else {
      try Data("just words, and more of them\n".utf8).write(to: folder / name)
    }
    let outcome = try prepare(folder / name, "out.png")
    #expect(outcome.status == 65)
    let message = try outcome.failure()["message"]?.text
    #expect(message == "'\((folder / name).path)' is neither a picture nor a video that can be read.")
    #expect(try outcome.failure()["hint"]?.text?.contains("MP4") == true)
  }

  @Test("what is for pictures alone is told where a video is prepared")
  func picturesAlone() throws {
    try FFmpeg.clip(folder / "a.mp4", size: "64x64", seconds: 0.2)
    for option in [["--format", "png"], ["--max-bytes", "1000"], []] {
      let outcome = try Tool.run(
        ["prepare", (folder / "a.mp4").path, "--size", "64x64", "-o", (folder / "out").path, "--overwrite"] + option)
      #expect(outcome.status == 0, "\(outcome.stderr)")
      #expect(outcome.stderr.contains("--format and --max-bytes are for pictures") == !option.isEmpty)
    }
  }

  @Test("probe reads an SVG where it is let")
  func vector() throws {
    try Data(#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>"#.utf8).write(to: folder / "a.svg")
    let refused = try Tool.run("probe", (folder / "a.svg").path, "--json")
    #expect(refused.status == 65)
    #expect(try refused.failure()["hint"]?.text?.contains("--allow-vector") == true)
    let read = try Tool.run("probe", (folder / "a.svg").path, "--allow-vector", "--json")
    #expect(read.status == 0, "\(read.stderr)")
    #expect(try read.json()["width"] == 40)
  }
}

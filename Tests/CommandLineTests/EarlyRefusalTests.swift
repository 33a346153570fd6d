import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards that generating commands refuse what can't end well before a task is bought.
@Suite struct EarlyRefusalTests {
  @Test("an output named like no video is refused before anything is sent", arguments: ["long", "long.mov"])
  func outputFormat(name: String) throws {
    let folder = try TemporaryFolder()
    let output = (folder / name).path
    let outcome = try Tool.run(
      "generate", "--model", "minimax:1@1", "--prompt", "a mug", "--provider", "sim", "--json", "-o", output)
    #expect(outcome.status == 64)
    #expect(try outcome.failure()["code"] == "media.format")
    #expect(try outcome.failure()["message"]?.text?.hasPrefix("'\(output)'") == true)
  }

  @Test(
    "a chain is refused what it decides itself: more would be paid for than is used",
    arguments: ["numberResults=2", "duration=10"])
  func chainDecides(assignment: String) throws {
    let folder = try TemporaryFolder()
    let picture = folder / "a.png"
    try FFmpeg.make(["-f", "lavfi", "-i", "color=red:s=160x90", "-frames:v", "1", picture.path])
    let outcome = try Tool.run(
      "extend", picture.path, "--to", "12", "--model", "minimax:1@1", "--prompt", "a mug", "--set", assignment,
      "--provider", "sim", "--dry-run", "-o", (folder / "out.mp4").path)
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains("a chain decides by itself how many clips it needs"), "\(outcome.stderr)")
  }

  @Test("a plain http address of another machine is refused by each service", arguments: ["minimax:1@1", "gen4.5"])
  func plainHTTP(model: String) throws {
    let outcome = try Tool.run(
      "generate", "--model", model, "--prompt", "a mug", "--first-frame", "http://example.com/m.png?signature=x",
      "--dry-run", "-o", "out.mp4")
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains("frameImages[0]:") && outcome.stderr.contains("https"), "\(outcome.stderr)")
    #expect(!outcome.stderr.contains("signature=x"))
  }

  @Test("cover is refused for a video only where it cuts something off", arguments: [("160x90", 0), ("160x120", 64)])
  func cover(size: String, status: Int32) throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "seed.mp4", size: size, seconds: 1)
    let outcome = try Tool.run(
      "extend", (folder / "seed.mp4").path, "--by", "3", "--model", "klingai:5@3", "--prompt", "a mug", "--fit",
      "cover", "--provider", "sim", "--dry-run", "-o", (folder / "out.mp4").path)
    #expect(outcome.status == status, "\(outcome.stderr)")
  }

  @Test("a parameter without a name is refused", arguments: ["=1", ".=1", "steps"])
  func nameless(assignment: String) throws {
    let outcome = try Tool.run(
      "generate", "--model", "minimax:1@1", "--prompt", "a mug", "--provider", "sim", "--dry-run", "--set",
      assignment,
      "-o", "out.mp4")
    #expect(outcome.status == 64)
    #expect(
      outcome.stderr.contains("--set '\(assignment)' is no assignment; write KEY.PATH=JSON"), "\(outcome.stderr)")
  }

  @Test("a picture given for a video is called one")
  func pictureForVideo() throws {
    let folder = try TemporaryFolder()
    let picture = folder / "a.png"
    try FFmpeg.make(["-f", "lavfi", "-i", "color=red:s=16x16", "-frames:v", "1", picture.path])
    let outcome = try Tool.run("verify", picture.path, "--frames", "1")
    #expect(outcome.status == 65)
    #expect(outcome.stderr.contains("is a still picture; a video is expected."), "\(outcome.stderr)")
  }
}

import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards what every command has in common: exit codes, JSON errors, help.
@Suite struct UsageTests {
  @Test(
    "wrong arguments end with 64 and say what a right one looks like",
    arguments: [
      (
        ["frames", "--duration", "six", "--fps", "24"],
        "'six' is no duration; write seconds above 0, such as 6 or 7.5."
      ),
      (["frames", "--duration", "6", "--fps", "0"], "The frame rate '0' must be above 0."),
      (["prepare", "a.jpg", "-o", "out"], "Give --model MODEL or --size WxH."),
      (
        ["prepare", "a.jpg", "--size", "10by10", "-o", "out"],
        "'10by10' is no size; write WxH in pixels, such as 1366x768."
      ),
      (
        ["prepare", "a.jpg", "--size", "10x10", "--fit", "crop", "-o", "o"],
        "'crop' is no fit; write contain, cover, stretch, blur."
      ),
      (["transcode", "a.mp4", "--quality", "100", "-o", "b.mp4"], "The quality '100' is not within 20…99."),
      (["extend", "a.mp4", "--model", "minimax:1@1", "-o", "b.mp4"], "Give either --to SECONDS or --by SECONDS."),
      (
        ["concat", "a.mp4", "b.mp4", "--seam", "melt", "-o", "c.mp4"],
        "'melt' is no seam; write drop, keep or crossfade:SECONDS."
      ),
      (["verify", "a.mp4", "--frames", "0"], "--frames is 0; it must be 1 or more."),
      (["verify", "a.mp4", "--frames=-1"], "--frames is -1; it must be 1 or more."),
      (
        ["prepare", "a.png", "--size", "10x10", "--format", "jpeg", "-o", "f.webp"],
        "--format is jpeg, and 'f.webp' names webp."
      ),
      (
        ["transcode", "a.mp4", "--format", "mp4", "-o", "a.mp4", "-o", "x.webm"],
        "--format is mp4, and 'x.webm' names webm."
      ),
      (
        ["keyframes", "a.mp4", "-o", "x.png"],
        "'x.png' names one picture, and more are asked for: name a folder, or choose one frame"
      ),
      (
        ["keyframes", "a.mp4", "--first", "--format", "jpeg", "-o", "x.png"],
        "--format is jpeg, and 'x.png' names png."
      ),
      (["nonsense"], "There is no command 'nonsense'. There are account, batch, "),
      (["prepre", "x"], "There is no command 'prepre'. Did you mean 'prepare'?"),
      (["batch", "rnu", "a.yaml"], "There is no command 'rnu'. Did you mean 'run'?"),
      (["help", "bacth"], "There is no command 'bacth'. Did you mean 'batch'?"),
      (["help", "task", "wiat"], "There is no command 'wiat'. Did you mean 'wait'?"),
    ])
  func wrongArguments(arguments: [String], words: String) throws {
    let outcome = try Tool.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
    #expect(outcome.stdout.isEmpty)
  }

  @Test("with --json wrong arguments are told as JSON too")
  func jsonUsage() throws {
    let outcome = try Tool.run("frames", "--duration", "x", "--fps", "24", "--json")
    #expect(outcome.status == 64)
    #expect(try outcome.failure()["code"] == "usage")
    #expect(try outcome.failure()["message"]?.text?.contains("'x' is no duration") == true)
    #expect(outcome.stdout.isEmpty)
  }

  @Test("help and version end with 0")
  func help() throws {
    let help = try Tool.run("--help")
    #expect(help.status == 0)
    for name in [
      "prepare", "keyframes", "frames", "generate", "extend", "concat", "transcode", "verify", "probe", "models",
      "task", "simulate", "doctor",
    ] {
      #expect(help.text.contains("  \(name) "), "\(name) is not in the help")
      #expect(try Tool.run(name, "--help").status == 0)
    }
    #expect(try Tool.run("--version").text.hasPrefix("0."))
  }

  @Test(
    "a missing, an empty, a corrupt and a wrong-type input each end with their own code",
    arguments: [
      "probe", "verify", "keyframes", "transcode", "concat", "prepare", "extend",
    ])
  func badInputs(command: String) throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder / "empty.mp4")
    try Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).write(to: folder / "corrupt.mp4")
    try Data("some words".utf8).write(to: folder / "text.mp4")
    let rest: [String] =
      switch command {
      case "keyframes": ["-o", (folder / "frames").path]
      case "transcode", "concat": ["-o", (folder / "out.mp4").path]
      case "prepare": ["--size", "64x64", "-o", (folder / "out.jpg").path]
      case "extend":
        [
          "--to", "9", "--model", "minimax:1@1", "--prompt", "a mug", "--provider", "sim", "-o",
          (folder / "out.mp4").path,
        ]
      default: []
      }
    for (name, code) in [("none.mp4", 66), ("empty.mp4", 65), ("corrupt.mp4", 65), ("text.mp4", 65)] {
      let outcome = try Tool.run([command, (folder / name).path] + rest)
      #expect(outcome.status == code, "\(command) \(name): \(outcome.stderr)")
      #expect(outcome.stderr.contains("error: "), "\(outcome.stderr)")
      #expect(outcome.stderr.contains(name), "\(command) does not name \(name): \(outcome.stderr)")
    }
    #expect(!folder.contents.contains { $0.hasPrefix("out") || $0.contains("rwmedia-") })
  }

  @Test("an output in a missing folder ends with 73, an existing one too unless --overwrite")
  func outputs() throws {
    let folder = try TemporaryFolder()
    let clip = folder / "clip.mp4"
    try FFmpeg.clip(clip, size: "64x36", seconds: 0.5)
    let nowhere = try Tool.run("transcode", clip.path, "-o", (folder / "no/out.mp4").path)
    #expect(nowhere.status == 73)
    #expect(nowhere.stderr.contains("there is no folder"))
    let out = folder / "out.mp4"
    try Data("precious".utf8).write(to: out)
    let existing = try Tool.run("transcode", clip.path, "-o", out.path)
    #expect(existing.status == 73)
    #expect(existing.stderr.contains("--overwrite"))
    #expect(try Data(contentsOf: out) == Data("precious".utf8))
    #expect(try Tool.run("transcode", clip.path, "-o", out.path, "--overwrite").status == 0)
    #expect(try FFmpeg.frameCount(out) == 12)
  }
}

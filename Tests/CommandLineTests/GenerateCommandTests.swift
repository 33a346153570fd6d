import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `generate` against the simulator: what is asked, what comes, and what it says.
@Suite(.timeLimit(.minutes(10))) struct GenerateCommandTests {
  @Test("a prompt alone gives a clip of the asked length, and asking again buys nothing")
  func text() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start()
    let arguments = [
      "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "--poll-interval", "0.1",
      "-o",
      (folder / "clip.mp4").path, "--json", "--overwrite",
    ]
    let first = try await Tool.start(arguments, environment: simulator.environment()).outcome()
    #expect(first.status == 0, "\(first.stderr)")
    let json = try first.json()
    let output = try #require(json["outputs"]?.elements?.first)
    #expect(output["width"] == 864 && output["height"] == 480 && output["fps"]?.double == 24)
    #expect(output["frames"]?.int == (try FFmpeg.frameCount(folder / "clip.mp4")))
    #expect(json["cost"]?["currency"] == "USD" && json["model"] == "bytedance:2@1")
    let clip = try Data(contentsOf: folder / "clip.mp4")

    let again = try await Tool.start(arguments, environment: simulator.environment()).outcome()
    #expect(try again.json()["taskUUID"] == json["taskUUID"])
    #expect(try Data(contentsOf: folder / "clip.mp4") == clip)
    let journal = try simulator.journal()
    #expect(journal.accepted == 1 && journal.count("download") == 1)
    #expect(journal.tasks.first?["taskUUID"] == json["taskUUID"])
    #expect(folder.contents == [".rwmedia", "clip.mp4"])
  }

  @Test("an image is brought to the model's size, and its bars come off the clip again")
  func image() throws {
    let folder = try TemporaryFolder()
    try Pillow.make(#"Image.effect_noise((300, 300), 60).convert("RGB")"#, folder / "photo.png")
    let outcome = try Tool.run(
      "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "--size", "864x480",
      "--background", "#ff00ff", "--first-frame", (folder / "photo.png").path, "--provider", "sim", "-o",
      (folder / "clip.mp4").path, "--json")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try FFmpeg.probe(folder / "clip.mp4", "width,height") == "480\n480")
    #expect(try FFmpeg.frameCount(folder / "clip.mp4") == 29)
    #expect(try Pictures.edgeSaturation(folder / "clip.mp4") < 40)
  }

  @Test("two results get numbers; WEBM and a quality are encoded as asked")
  func results() throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(
      "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "--count", "2", "--quality",
      "40", "--provider", "sim", "-o", "clip.webm", "--json", folder: folder.url)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let outputs = try #require(try outcome.json()["outputs"]?.elements)
    #expect(outputs.compactMap { $0["output"]?.text } == ["clip-1.webm", "clip-2.webm"])
    #expect(outputs[0]["seed"] != outputs[1]["seed"])
    for name in ["clip-1.webm", "clip-2.webm"] {
      #expect(try FFmpeg.probe(folder / name, "codec_name") == "vp9")
      #expect(try FFmpeg.frameCount(folder / name) == 29)
    }
  }

  @Test("a dry run prints the exact request, needs no key, and leaves nothing behind")
  func dryRun() throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(
      "generate", "--model", "pixverse:1@5", "--prompt", "a mug", "--negative-prompt", "steam", "--duration", "5",
      "--seed", "7", "--set", "providerSettings.pixverse.style=anime", "--first-frame",
      Samples.path("mug-square.png"), "--size", "640x360", "--dry-run", "-o", (folder / "clip.mp4").path, "--json")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(
      try outcome.json()["request"] == [
        "taskType": "videoInference", "taskUUID": "<a new UUID>", "model": "pixverse:1@5", "positivePrompt": "a mug",
        "negativePrompt": "steam", "duration": 5, "width": 640, "height": 360, "seed": 7, "deliveryMethod": "async",
        "includeCost": true, "outputType": "URL", "providerSettings": ["pixverse": ["style": "anime"]],
        "frameImages": [["inputImage": "<mug-square.png, uploaded>", "frame": "first"]],
      ])
    #expect(!folder.contents.contains("clip.mp4"))
  }

  @Test("a rehearsal of the request tells what clips of the model did cost, where the ledger knows it")
  func learnedPrice() async throws {
    let folder = try TemporaryFolder()
    func run(_ command: [String], _ more: String...) throws -> Command.Outcome {
      try Tool.run(
        command + [
          "--model", "klingai:6@1", "--prompt", "a mug", "--provider", "sim", "-o", (folder / "out.mp4").path,
        ]
          + more)
    }
    let generate = ["generate", "--duration"]
    #expect(try run(generate + ["10"], "--dry-run").text.contains("expected: cost unknown; nothing was sent"))
    #expect(!folder.contents.contains(".rwmedia"))
    let bought = try run(generate + ["5"])
    #expect(bought.status == 0 && bought.text.contains(", USD 0.25 (simulated)"), "\(bought.text)\(bought.stderr)")
    #expect(
      try run(generate + ["10"], "--dry-run", "--overwrite").text.contains("expected: USD 0.50; nothing was sent"))
    let chain = try run(["extend", Samples.path("mug-square.png"), "--to", "14"], "--dry-run", "--overwrite")
    #expect(chain.text.contains("expected: USD 0.75; nothing was sent"), "\(chain.text)\(chain.stderr)")
  }

  @Test("a request that the model would refuse ends with 64 and lists every mistake; nothing is sent")
  func refused() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start()
    let arguments = [
      "generate", "--model", "minimax:1@1", "--prompt", "x", "--duration", "7", "--size", "100x100", "-o",
      (folder / "clip.mp4").path,
    ]
    let outcome = try await Tool.start(arguments + ["--json", "--quiet"], environment: simulator.environment())
      .outcome()
    #expect(outcome.status == 64)
    let issues = try #require(try outcome.failure()["details"]?["issues"]?.elements)
    #expect(Set(issues.compactMap { $0["path"]?.text }) == ["prompt", "size", "duration"])
    #expect(issues.first { $0["path"] == "size" }?["allowed"] == ["1366x768"])
    let words = try await Tool.start(arguments, environment: simulator.environment()).outcome()
    #expect(words.stderr.contains("  - size is 100x100; minimax:1@1 takes 1366x768."))
    #expect(try simulator.journal().json["requests"]?["total"] == 0)
  }
}

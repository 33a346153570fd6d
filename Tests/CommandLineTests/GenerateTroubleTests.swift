import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards what is asked for by mistake: it is told before it is bought, and harms no file.
@Suite(.timeLimit(.minutes(10))) struct GenerateTroubleTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try Pillow.make("Image.new('RGB', (640, 360), 'red')", folder / "a.png")
  }

  @Test("the output isn't one of the inputs, whatever may be overwritten")
  func ontoInput() throws {
    let seed = folder / "in.mp4"
    try FFmpeg.clip(seed, size: "1280x720", seconds: 2)
    let before = try Data(contentsOf: seed)
    let outcome = try Tool.run(
      "generate", "--model", "aleph2", "--prompt", "a mug", "--seed-video", seed.path, "--provider", "sim",
      "--overwrite", "--json", "-o", seed.path)
    #expect(outcome.status == 64)
    #expect(try outcome.failure()["code"] == "workflow.onto-input")
    #expect(try Data(contentsOf: seed) == before)
  }

  @Test("what is read only with the model at hand is wrong usage all the same, not a fault of ours")
  func lateUsage() throws {
    for image in ["a.png", "@first", "a.png@7x"] {
      let outcome = try generate("--frame-image", image, "--json")
      #expect(outcome.status == 64)
      #expect(try outcome.failure()["code"] == "usage")
    }
    for name in ["taskUUID", "taskType", "model"] {
      let outcome = try generate("--set", "\(name)=\"x\"", "--dry-run")
      #expect(outcome.status == 64)
      #expect(outcome.stderr.contains("\(name) can't be set: it is filled in by rwmedia."), "\(outcome.stderr)")
    }
  }

  @Test(
    "a slip in a server's address isn't the name of a new ledger, and its password isn't repeated",
    arguments: [
      "host=127.0.0.1 user=u password=s3cr3t dbname=x", "postgres:/u:s3cr3t@host/db", "mysql://u:s3cr3t@host/db", "",
      "postgres//u:s3cr3t@host/db", "u:s3cr3t@host/db", " ",
    ])
  func ledger(text: String) throws {
    let outcome = try generate("--ledger", text)
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains("write postgres://USER@HOST/DATABASE"))
    #expect(!outcome.stderr.contains("s3cr3t"))
    #expect(folder.contents == ["a.png"])
  }

  @Test("frame images of different shapes are told before anything is bought, where bars would stay")
  func shapes() throws {
    try Pillow.make("Image.new('RGB', (300, 500), 'blue')", folder / "b.png")
    func dry(_ more: String...) throws -> Command.Outcome {
      try Tool.run(
        [
          "generate", "--model", "veo3.1", "--prompt", "a mug", "--first-frame", (folder / "a.png").path,
          "--last-frame",
        ]
          + more + ["--duration", "4", "--dry-run", "-o", (folder / "o.mp4").path])
    }
    let warned = try dry((folder / "b.png").path)
    #expect(warned.status == 0)
    #expect(warned.stderr.contains("differ in shape (640x360, 300x500): bars of one stay"), "\(warned.stderr)")
    #expect(try dry((folder / "b.png").path, "--fit", "cover").stderr.isEmpty)
    #expect(try dry((folder / "a.png").path).stderr.isEmpty)
  }

  @Test("a result isn't put under the name of another format")
  func otherFormat() throws {
    let outcome = try Tool.run(
      "generate", "--model", "bytedance:2@1", "--prompt", "p", "--format", "mp4", "--provider", "sim", "--json", "-o",
      (folder / "o.webm").path)
    #expect(outcome.status == 64)
    #expect(try outcome.failure()["code"] == "workflow.other-format")
    #expect(!FileManager.default.fileExists(atPath: (folder / "o.webm").path))
  }

  @Test("a loop of one clip is shown with both its frame images")
  func loop() throws {
    let outcome = try Tool.run(
      "extend", (folder / "a.png").path, "--to", "4", "--model", "klingai:6@1", "--prompt", "a mug", "--loop",
      "--dry-run",
      "--json", "-o", (folder / "o.mp4").path)
    let images = try outcome.json()["firstRequest"]?["frameImages"]?.elements ?? []
    #expect(images.count == 2, "\(outcome.text)\(outcome.stderr)")
  }

  @Test("one picture serves models of both services in a rehearsal: what one was sent the other doesn't have")
  func bothServices() throws {
    for (name, model) in [("a", "gen4.5"), ("b", "klingai:6@1")] {
      let outcome = try Tool.run(
        "generate", "--model", model, "--prompt", "a mug", "--first-frame", (folder / "a.png").path, "--provider",
        "sim",
        "--json", "-o", (folder / "\(name).mp4").path)
      #expect(outcome.status == 0, "\(outcome.stderr)")
    }
  }

  @Test("a task whose clip is gone is fetched once more, and the same when it is only waited for")
  func refetched() async throws {
    let simulator = try await ExternalSimulator.start()
    func run(_ arguments: String...) async throws -> Command.Outcome {
      try await Tool.start(
        arguments + ["--json", "--poll-interval", "0.1", "--ledger", (folder / "l.sqlite").path],
        environment: simulator.environment()
      ).outcome()
    }
    let made = try await run(
      "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "-o",
      (folder / "clip.mp4").path)
    let id = try #require(try made.json()["taskUUID"]?.text)
    for command in ["wait", "fetch"] {
      try FileManager.default.removeItem(at: folder / "clips/\(id)-0.mp4")
      let more = command == "fetch" ? ["-o", (folder / "copy.mp4").path] : []
      let outcome = try await Tool.start(
        ["task", command, id, "--poll-interval", "0.1", "--ledger", (folder / "l.sqlite").path] + more,
        environment: simulator.environment()
      ).outcome()
      #expect(outcome.status == 0, "\(outcome.stderr)")
      #expect(try FFmpeg.frameCount(folder / "clips/\(id)-0.mp4") == 29)
    }
    #expect(try simulator.journal().accepted == 1)
  }

  @Test("a result that can't be printed is told: 73; who has read enough isn't a failure")
  func unprintable() throws {
    func shell(_ line: String) throws -> Command.Outcome {
      try Command.run("/bin/bash", ["-c", "\(Tool.path) frames --duration 5 --fps 24 --json \(line)"])
    }
    let full = try shell("> /dev/full")
    #expect(full.status == 73)
    #expect(full.stderr.contains("'standard output' can't be written: No space left on device."))
    #expect(try shell(">&-").status == 73)
    #expect(try shell("| head -c 0; exit ${PIPESTATUS[0]}").status == 0)
  }

  private func generate(_ more: String...) throws -> Command.Outcome {
    try Tool.run(
      ["generate", "--model", "bytedance:2@1", "--prompt", "p", "--provider", "sim", "-o", (folder / "o.mp4").path]
        + more)
  }
}

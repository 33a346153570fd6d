import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `batch` as its users meet it: what is planned, what is delivered, what is left alone, how it ends.
@Suite(.timeLimit(.minutes(10))) struct BatchCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (name, colour) in [("a", "red"), ("b", "blue"), ("c", "green")] {
      try Pillow.make("Image.new('RGB', (64, 36), '\(colour)')", folder / "\(name).png")
    }
    try manifest()
  }

  private func manifest(_ jobs: String? = nil, output: String = "out/{id}-{output}.{ext}") throws {
    let text = """
      version: 1
      output: "\(output)"
      defaults: {model: "bytedance:2@1", duration: 1.2, prompt: "a turn of {name}", variables: {name: a mug}}
      jobs:
      \(jobs ?? "  - {id: a, image: a.png}\n  - {id: b, image: b.png, outputs: [mp4, poster, {format: webm, size: 160x90}]}")

      """
    try Data(text.utf8).write(to: folder / "batch.yaml")
  }

  private func batch(_ command: String, _ more: String...) throws -> Command.Outcome {
    try Tool.run(["batch", command, (folder / "batch.yaml").path] + more)
  }

  private var delivered: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: (folder / "out").path)) ?? []).sorted()
  }

  /// Without the page, and what tells how each was made.
  private var outputs: [String] { delivered.filter { !$0.hasSuffix(".json") && $0 != "report.html" } }

  @Test("plan tells jobs, generations and mistakes, and makes nothing: not even a ledger")
  func plan() throws {
    try manifest("  - {id: a, image: a.png, count: 2}\n  - {id: b, image: none.png}")
    let outcome = try batch("plan", "--json")
    #expect(outcome.status == 1)
    let json = try outcome.json()
    #expect(json["generations"] == 2)
    #expect(json["states"] == ["waiting": 1, "failed": 1])
    #expect(json["jobs"]?.elements?.last?["failure"]?["message"]?.text?.contains("none.png") == true)
    #expect(folder.contents == ["a.png", "b.png", "batch.yaml", "c.png"])
  }

  @Test("every built-in preset asks for what its model takes, and for a model that is still offered")
  func presets() throws {
    let presets = try #require(
      try Tool.run("presets", "list", "--json").json()["presets"]?.elements)
    #expect(presets.count >= 6)
    let jobs = presets.map { preset -> String in
      let name = preset["name"]?.text ?? ""
      return
        "  - {id: \(name), preset: \(name), image: photo.png, variables: {name: a mug, place: a table, detail: its handle}}"
    }
    try Pillow.make("Image.new('RGB', (1280, 720), 'red')", folder / "photo.png")
    try Data("version: 1\njobs:\n\(jobs.joined(separator: "\n"))\n".utf8).write(to: folder / "batch.yaml")
    let outcome = try batch("plan", "--json", "--provider", "sim")
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.stderr)")
    for job in try outcome.json()["jobs"]?.elements ?? [] {
      #expect(job["warnings"]?.elements == [], "\(job)")
    }
  }

  @Test("run delivers every output, right in size, frames and format; again it finds all done")
  func run() throws {
    let outcome = try batch("run", "--provider", "sim", "--json")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outputs == ["a-mp4.mp4", "b-jpeg.jpg", "b-mp4.mp4", "b-webm.webm"])
    #expect(delivered == (outputs + outputs.map { "\($0).json" } + ["report.html"]).sorted())
    #expect(try FFmpeg.frameCount(folder / "out/a-mp4.mp4") == 29)
    #expect(try FFmpeg.probe(folder / "out/b-webm.webm", "codec_name,width,height") == "vp9\n160\n90")
    #expect(try FFmpeg.frameCount(folder / "out/b-webm.webm") == 29)
    let poster = try Pillow.open(folder / "out/b-jpeg.jpg", at: [(100, 100)])
    #expect(
      poster.pixels[0][2] > 200 && poster.pixels[0][0] < 60, "the poster shows the blue picture: \(poster.pixels)")
    // A delivered file is the user's to change; the clip that was paid for stays as it was.
    let clips = folder / ".rwmedia/clips"
    for clip in try FileManager.default.contentsOfDirectory(atPath: clips.path) {
      let facts = try FileManager.default.attributesOfItem(atPath: clips.appendingPathComponent(clip).path)
      #expect(facts[.referenceCount] as? Int == 1)
    }
    let json = try outcome.json()
    #expect(json["simulated"] == true)
    #expect(json["jobs"]?.elements?.compactMap { $0["state"]?.text } == ["done", "done"])
    #expect(json["jobs"]?.elements?.first?["tasks"]?.elements?.count == 1)
    let stamp =
      try FileManager.default.attributesOfItem(atPath: (folder / "out/a-mp4.mp4").path)[.modificationDate] as? Date
    let again = try batch("run", "--provider", "sim")
    #expect(again.status == 0)
    #expect(again.stdout.isEmpty == false && again.text.contains("2 jobs: 2 done"))
    let later =
      try FileManager.default.attributesOfItem(atPath: (folder / "out/a-mp4.mp4").path)[.modificationDate] as? Date
    #expect(stamp == later)
  }

  @Test("a changed manifest runs again what changed, and buys only what isn't there")
  func changed() async throws {
    let simulator = try await ExternalSimulator.start()
    func run() async throws -> Command.Outcome {
      try await Tool.start(
        ["batch", "run", (folder / "batch.yaml").path, "--poll-interval", "0.1"], environment: simulator.environment()
      ).outcome()
    }
    try manifest("  - {id: a, image: a.png}\n  - {id: b, image: b.png}")
    #expect(try await run().status == 0)
    try manifest(
      "  - {id: a, image: a.png, outputs: [mp4, poster]}\n  - {id: b, image: b.png, prompt: another}\n  - {id: c, image: a.png}"
    )
    let plan = try Tool.run("batch", "plan", (folder / "batch.yaml").path, "--json")
    #expect(try plan.json()["jobs"]?.elements?.compactMap { $0["changed"]?.flag } == [true, true, false])
    let outcome = try await run()
    #expect(outcome.status == 0, "\(outcome.stderr)")
    // Two at first; then b's other prompt. What a and c ask for exists.
    #expect(try simulator.journal().accepted == 3)
    #expect(outputs == ["a-jpeg.jpg", "a-mp4.mp4", "b-mp4.mp4", "c-mp4.mp4"])
    let anew = try await Tool.start(
      ["batch", "run", (folder / "batch.yaml").path, "--no-reuse", "--only", "c", "--poll-interval", "0.1"],
      environment: simulator.environment()
    ).outcome()
    #expect(anew.status == 0, "\(anew.stderr)")
    #expect(try simulator.journal().accepted == 4)
  }

  @Test("a file that isn't the batch's own is not replaced: the job stops, and what was bought waits")
  func foreign() throws {
    try FileManager.default.createDirectory(at: folder / "out", withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: folder / "out/a-mp4.mp4")
    let outcome = try batch("run", "--provider", "sim", "--only", "a")
    #expect(outcome.status == 73)
    #expect(outcome.stderr.contains("which it didn't make"))
    #expect(try String(contentsOf: folder / "out/a-mp4.mp4", encoding: .utf8) == "mine")
    let forced = try batch("run", "--provider", "sim", "--only", "a", "--overwrite")
    #expect(forced.status == 0, "\(forced.stderr)")
    #expect(try FFmpeg.frameCount(folder / "out/a-mp4.mp4") == 29)
  }

  @Test("the spending limit holds over all jobs and runs: 75, and a higher one goes on")
  func limit() async throws {
    let simulator = try await ExternalSimulator.start()
    try manifest((1...6).map { "  - {id: j\($0), image: a.png, seed: \($0)}" }.joined(separator: "\n"))
    func run(_ limit: String, _ more: String...) async throws -> Command.Outcome {
      try await Tool.start(
        ["batch", "run", (folder / "batch.yaml").path, "--max-cost", limit, "--poll-interval", "0.1", "--json"]
          + more,
        environment: simulator.environment()
      ).outcome()
    }
    // Before a price is known, a dollar a second is set aside; then what the first one cost.
    #expect(try await run("1", "--only", "j1").status == 75)
    #expect(try simulator.journal().accepted == 0)
    let first = try await run("1.3", "--only", "j1")
    #expect(first.status == 0, "\(first.stderr)")
    let cost = try #require(try first.json()["cost"]?["amount"]?.double)
    let second = try await run("\(cost * 3.5)")
    #expect(second.status == 75, "\(second.stderr)")
    #expect(try simulator.journal().accepted == 3)
    #expect(try second.json()["jobs"]?.elements?.count { $0["state"] == "stopped" } == 3)
    let third = try await run("10")
    #expect(third.status == 0, "\(third.stderr)")
    #expect(try simulator.journal().accepted == 6)
  }

  @Test("one bad input fails its own job: 1, its neighbours are delivered, and status tells why")
  func oneBad() throws {
    try Data("no picture".utf8).write(to: folder / "b.png")
    let outcome = try batch("run", "--provider", "sim")
    #expect(outcome.status == 1)
    #expect(outputs == ["a-mp4.mp4"])
    let status = try batch("status", "--provider", "sim")
    #expect(status.status == 0)
    #expect(status.text.contains("b: failed"))
    #expect(status.text.contains("2 jobs: 1 done, 1 failed"))
  }

  @Test("a mistake in the manifest: 78 with file, line and what to write, before anything is made")
  func mistake() throws {
    try manifest("  - {id: a, image: a.png, fitt: cover}\n  - {id: b, image: b.png, duration: 99}")
    let outcome = try batch("run", "--provider", "sim")
    #expect(outcome.status == 78)
    #expect(outcome.stderr.contains("batch.yaml:5: jobs[0].fitt: 'fitt' is no setting here; did you mean 'fit'?"))
    try manifest("  - {id: a, image: a.png}\n  - {id: b, image: b.png, duration: 99}")
    let refused = try batch("run", "--provider", "sim")
    #expect(refused.status == 78)
    #expect(refused.stderr.contains("batch.yaml:6: job 'b': "))
    #expect(refused.stderr.contains("99"))
    #expect(outputs.isEmpty)
  }

  @Test("shards share the jobs out: each is taken by exactly one")
  func shards() throws {
    try manifest("  - {id: a, image: a.png}\n  - {id: b, image: b.png}\n  - {id: c, image: c.png}")
    let parts = try ["1/2", "2/2"].map { part in
      try batch("plan", "--shard", part, "--json").json()["jobs"]?.elements?.compactMap { $0["id"]?.text } ?? []
    }
    #expect(parts == [["a", "c"], ["b"]])
    for wrong in ["3/2", "0/2", "2", "a/b", "1/2/3", "auto", "auto/2", "auto/x"] {
      #expect(try batch("plan", "--shard", wrong).status == 64, "\(wrong)")
    }
    #expect(try batch("run", "--provider", "sim", "--only", "d").status == 64)
  }

  @Test("a real run replaces what its rehearsal delivered, and counts its money alone")
  func afterRehearsal() async throws {
    try manifest("  - {id: a, image: a.png}")
    #expect(try batch("run", "--provider", "sim").status == 0)
    let simulator = try await ExternalSimulator.start()
    let real = try await Tool.start(
      ["batch", "run", (folder / "batch.yaml").path, "--json", "--poll-interval", "0.1"],
      environment: simulator.environment()
    ).outcome()
    #expect(real.status == 0, "\(real.stderr)")
    #expect(try simulator.journal().accepted == 1)
    #expect(try real.json()["simulated"] == false)
    #expect(try real.json()["jobs"]?.elements?.first?["tasks"]?.elements?.count == 1)
  }
}

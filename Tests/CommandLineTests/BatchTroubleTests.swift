import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards what a batch does where something is in its way: nothing is bought in vain, and only what must stop stops.
@Suite(.timeLimit(.minutes(10))) struct BatchTroubleTests {
  private let rig: BatchRig
  private var folder: TemporaryFolder { rig.folder }

  init() throws {
    rig = try BatchRig()
    try Pillow.make("Image.new('RGB', (64, 36), 'red')", folder / "a.png")
    try rig.manifest("  - {id: a}\n  - {id: b}\n  - {id: c}")
  }

  @Test("a name for outputs that begins at the home folder is refused, not made a folder called ~")
  func outputAtHome() throws {
    let outcome = try rig.batch("run", "--output", "~/out/{id}.{ext}")
    #expect(outcome.status == 78)
    #expect(outcome.stderr.contains("without .. or a leading / or ~"), "\(outcome.stderr)")
    #expect(!folder.contents.contains("~"))
  }

  @Test("a preview makes the folder that it is told to fill")
  func preview() throws {
    let place = folder / "new/previews"
    let outcome = try Tool.run(
      "presets", "preview", "turntable", "--image", (folder / "a.png").path, "-o", place.path)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).contains("turntable.mp4"))
  }

  @Test("a file in the way is told by plan, buys nothing and stops its own job only")
  func foreignFile() throws {
    try FileManager.default.createDirectory(at: folder / "out", withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: folder / "out/a.mp4")
    let plan = try rig.batch("plan", "--json")
    #expect(plan.status == 1)
    #expect(try plan.json()["jobs"]?.elements?.first?["failure"]?["code"] == "workflow.foreign-file")
    #expect(try plan.json()["generations"] == 2)
    let outcome = try rig.batch("run", "--jobs", "1", "--json")
    #expect(outcome.status == 73, "\(outcome.stderr)")
    #expect(try rig.states(outcome).dropFirst() == ["done", "done"])
    #expect(try outcome.json()["jobs"]?.elements?.first?["tasks"] == [])
    #expect(try String(contentsOf: folder / "out/a.mp4", encoding: .utf8) == "mine")
    let forced = try rig.batch("run", "--overwrite", "--json")
    #expect(forced.status == 0, "\(forced.stderr)")
    #expect(try rig.states(forced) == ["done", "done", "done"])
  }

  @Test("status, report and retry look at the batch as it was run, and tell of a rehearsal where there was no run")
  func recalled() throws {
    let table = folder / "shop.csv"
    try Data("id,image,name\na,a.png,a mug\nb,none.png,a cup\n".utf8).write(to: table)
    func batch(_ command: String, _ more: String...) throws -> Command.Outcome {
      try Tool.run(["batch", command, table.path] + more)
    }
    let before = try batch("status")
    #expect(before.status == 78)
    #expect(before.stderr.contains("or give --model or --preset"))
    #expect(try batch("run", "--preset", "turntable", "--provider", "sim").status == 1)
    let status = try batch("status", "--provider", "sim")
    #expect(status.text.contains("2 jobs: 1 done, 1 failed"), "\(status.stderr)")
    #expect(status.stderr.contains("As the batch was run: --preset turntable."))
    #expect(try batch("report", "--provider", "sim", "--format", "csv").text.contains("turntable"))
    #expect(try rig.states(try batch("retry", "--provider", "sim", "--json")) == ["done", "failed"])
    let only = try batch("status")
    #expect(only.text == status.text)
    #expect(only.stderr.contains("Only a rehearsal of it is in the ledger: this is that."))
    #expect(only.stderr.components(separatedBy: "As the batch was run: --preset turntable.").count == 2)
  }

  @Test("parts with ledgers of their own, in one folder: each has its page, and no other's job has failed")
  func parts() throws {
    try rig.manifest("  - {id: a}\n  - {id: b}\n  - {id: c}")
    for (number, states) in [(1, ["done", "waiting", "done"]), (2, ["waiting", "done", "waiting"])] {
      let ledger = (folder / ".rwmedia/part-\(number)/ledger.sqlite").path
      let outcome = try rig.batch("run", "--shard", "\(number)/2", "--ledger", ledger, "--json")
      #expect(outcome.status == 0, "\(outcome.stderr)")
      #expect(try rig.states(outcome) == states)
      let page = try String(contentsOf: folder / "out/report-part-\(number)-of-2.html", encoding: .utf8)
      #expect(page.contains("data-state=\"done\"") && !page.contains("data-state=\"failed\""))
      #expect(try rig.states(try rig.batch("status", "--ledger", ledger, "--json")) == states)
    }
    #expect(!folder.contents.contains("out/report.html"))
  }

  @Test("a rehearsal doesn't replace what was paid for, and says so")
  func realFiles() async throws {
    let simulator = try await ExternalSimulator.start()
    try rig.manifest("  - {id: a}")
    let real = try await Tool.start(
      ["batch", "run", (folder / "batch.yaml").path, "--poll-interval", "0.1"], environment: simulator.environment()
    ).outcome()
    #expect(real.status == 0, "\(real.stderr)")
    let rehearsal = try rig.batch("run")
    #expect(rehearsal.status == 73)
    #expect(rehearsal.stderr.contains("which is no rehearsal: it was paid for."), "\(rehearsal.stderr)")
    #expect(try rig.batch("run", "--output", "rehearsal/{id}.{ext}").status == 0)
  }

  @Test("a folder's place that is taken by a file is named, with the job: 73, and goes on once it is free")
  func fileForFolder() throws {
    try Data("mine".utf8).write(to: folder / "out")
    let outcome = try rig.batch("run", "--jobs", "1", "--json")
    #expect(outcome.status == 73)
    #expect(outcome.stderr.contains("Job 'a' can't write '\((folder / "out").path)'"), "\(outcome.stderr)")
    #expect(try rig.states(outcome) == ["stopped", "waiting", "waiting"])
    try FileManager.default.removeItem(at: folder / "out")
    #expect(try rig.batch("run").status == 0)
  }

  @Test("plan counts what a run with the same options would take")
  func planned() throws {
    #expect(try rig.batch("plan", "--limit", "1", "--json").json()["generations"] == 1)
    #expect(try rig.batch("run", "--only", "b").status == 0)
    let rest = try rig.batch("plan", "--json").json()
    #expect(rest["generations"] == 2)
    // What the simulator took says what it will take, and nothing of the service.
    #expect(rest["unpriced"] == 0 && rest["expectedCost"]?["amount"] != 0)
    let real = try Tool.run("batch", "plan", (folder / "batch.yaml").path, "--json")
    #expect(try real.json()["unpriced"] == 3, "\(real.stderr)")
    let anew = try rig.batch("plan", "--no-reuse")
    #expect(anew.text.contains("3 generations from 1 input"), "\(anew.text)")
    #expect(anew.text.contains("3 jobs: 1 done, 0 can't be done, 3 to do"), "\(anew.text)")
  }

  @Test("what is made anew is made so once: a round that broke off is gone on with before another begins")
  func anew() throws {
    #expect(try rig.batch("run").status == 0)
    let outcomes = try (1...3).map { _ in try rig.batch("run", "--no-reuse", "--limit", "1", "--json") }
    #expect(outcomes.allSatisfy { $0.status == 0 })
    let tasks = try #require(try outcomes.last?.json()["jobs"]?.elements).map { $0["tasks"]?.elements?.count }
    #expect(tasks == [2, 2, 2])
    #expect(try rig.batch("plan", "--no-reuse", "--json").json()["generations"] == 3)
  }

  @Test("two outputs that turn out to be of one name are told, and what was bought serves once the name is put right")
  func sameName() throws {
    func write(_ output: String, _ name: String) throws {
      let text = """
        output: "out/{id}-\(output).{ext}"
        defaults: {model: "bytedance:2@1", prompt: turn, image: a.png, duration: 1.2}
        jobs: [{id: a, outputs: [{format: mp4, \(name)size: 1920x1080, quality: 30}, mp4]}]
        """
      try Data(text.utf8).write(to: folder / "batch.yaml")
    }
    try write("{width}x{height}", "")
    let outcome = try rig.batch("run", "--json")
    #expect(outcome.status == 1, "\(outcome.stderr)")
    #expect(try outcome.json()["jobs"]?.elements?.first?["failure"]?["code"] == "workflow.same-name")
    try write("{output}", "name: small, ")
    let fixed = try rig.batch("run", "--json")
    #expect(fixed.status == 0, "\(fixed.stderr)")
    #expect(try fixed.json()["jobs"]?.elements?.first?["tasks"]?.elements?.count == 1)
  }

  @Test("of several candidates of a picture's clip the one that begins most like it is delivered, the others kept")
  func candidates() throws {
    try rig.manifest("  - {id: a}", "duration: 1.2, count: 2")
    let outcome = try rig.batch("run", "--json")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let job = try #require(try outcome.json()["jobs"]?.elements?.first)
    #expect(job["tasks"]?.elements?.count == 2)
    #expect(job["outputs"]?.elements?.count == 1)
  }

  @Test("an interrupted run says that it stops, and leaves no job as if it were still at work")
  func interrupted() async throws {
    let simulator = try await ExternalSimulator.start("--latency", "30")
    let running = try Tool.start(
      ["batch", "run", (folder / "batch.yaml").path, "--poll-interval", "0.1"], environment: simulator.environment())
    try await running.signal(SIGHUP) { try simulator.journal().count("poll") > 2 }
    let outcome = try await running.outcome()
    #expect(outcome.status == 130, "\(outcome.stderr)")
    #expect(outcome.stderr.contains("Stopping: "))
    let status = try await Tool.start(
      ["batch", "status", (folder / "batch.yaml").path, "--json"], environment: simulator.environment()
    ).outcome()
    #expect(try rig.states(status) == ["stopped", "stopped", "stopped"])
    // Asked for and not answered yet: nothing of it is spent.
    let (cost, setAside) = (try status.json()["cost"], try status.json()["setAside"])
    #expect(cost == setAside && cost?["amount"] != 0, "\(String(describing: setAside))")
  }

  @Test("who began it with nohup isn't heard of when the terminal closes")
  func hangup() async throws {
    let simulator = try await ExternalSimulator.start("--latency", "2")
    let running = try RunningCommand(
      "/usr/bin/nohup",
      [Tool.path, "batch", "run", (folder / "batch.yaml").path, "--poll-interval", "0.1", "--json"],
      environment: Tool.environment(simulator.environment()))
    try await running.signal(SIGHUP) { try simulator.journal().count("poll") > 2 }
    let outcome = try await running.outcome()
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try rig.states(outcome) == ["done", "done", "done"])
  }

  @Test("the user's presets are those of $HOME; one that can't be used is told, and stops only who asks for it")
  func home() throws {
    let presets = folder / ".config/rwmedia/presets"
    try FileManager.default.createDirectory(at: presets, withIntermediateDirectories: true)
    try Data("title: Mine\nsettings: {model: \"bytedance:2@1\"}\n".utf8).write(
      to: presets.appendingPathComponent("mine.yaml"))
    try Data("title: [".utf8).write(to: presets.appendingPathComponent("half.yaml"))
    let environment = ["HOME": folder.url.path, "XDG_CONFIG_HOME": ""]
    let outcome = try Tool.run("presets", "list", "--json", environment: environment)
    let names = try outcome.json()["presets"]?.elements?.compactMap { $0["name"]?.text }
    #expect(outcome.status == 0 && names?.contains("mine") == true && names?.contains("half") == false)
    #expect(try outcome.json()["warnings"]?.elements?.first?.text?.contains("half.yaml") == true)
    let read = try Tool.run("presets", "list", environment: environment)
    #expect(read.stderr.hasPrefix("warning: ") && read.stderr.contains("half.yaml"), "\(read.stderr)")
    let asked = try Tool.run("presets", "show", "half", environment: environment)
    #expect(asked.status != 0 && asked.stderr.contains("half.yaml"), "\(asked.stderr)")
  }

  @Test("what a killed run left half-made is cleared away, also of a job that is called otherwise by now")
  func leftovers() throws {
    try rig.manifest("  - {id: a}")
    let left = folder / ".rwmedia/work/batch (simulated)/gone"
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    try Data("half".utf8).write(to: left.appendingPathComponent("..gone.mp4.rwmedia-1-2.mp4"))
    #expect(try rig.batch("plan").status == 0)
    #expect(FileManager.default.fileExists(atPath: left.path))
    let outcome = try rig.batch("run")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(!FileManager.default.fileExists(atPath: left.path))
  }

  @Test("the commands on a page are about the same batch: its preset and ledger, and within its limit")
  func commands() throws {
    try rig.manifest("  - {id: a, image: none.png}")
    let ledger = folder / "other ledger/l.sqlite"
    let outcome = try rig.batch("run", "--ledger", ledger.path, "--preset", "turntable", "--max-cost", "3")
    #expect(outcome.status == 1, "\(outcome.stderr)")
    let page = try String(contentsOf: folder / "out/report.html", encoding: .utf8)
    let command = try #require(page.firstMatch(of: /<code class="command">(.*?)<\/code>/)?.1)
    #expect(command.hasPrefix("rwmedia batch retry \((folder / "batch.yaml").path) --code file.missing"))
    #expect(command.hasSuffix("--preset turntable --ledger &#39;\(ledger.path)&#39; --max-cost 3 --provider sim"))
  }

  @Test("a price is an amount and nothing else", arguments: ["1.2.3", "1..5", "1½", ".", "nan", "-1", "1e3"])
  func prices(text: String) throws {
    let outcome = try rig.batch("run", "--max-cost=\(text)")
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains("'\(text)' is no amount; write US dollars"))
  }

  @Test("the manifest that the documentation shows is one that can be carried out")
  func documented() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let text = try String(contentsOf: root.appendingPathComponent("docs/batch.md"), encoding: .utf8)
    let example = try #require(text.firstMatch(of: /```yaml\n(# yaml-language-server.*?)```/.dotMatchesNewlines())?.1)
    try Data(example.utf8).write(to: folder / "batch.yaml")
    try FileManager.default.createDirectory(at: folder / "photos", withIntermediateDirectories: true)
    try Pillow.make("Image.new('RGB', (640, 360), 'red')", folder / "photos/mug.jpg")
    try Pillow.make("Image.new('RGB', (640, 360), 'blue')", folder / "photos/lamp.png")
    let outcome = try rig.batch("plan")
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.stderr)")
  }
}

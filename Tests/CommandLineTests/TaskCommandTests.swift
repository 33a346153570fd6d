import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `task`: whatever was bought can be found and fetched by its id.
@Suite(.timeLimit(.minutes(10))) struct TaskCommandTests {
  @Test("a generated task can be shown, waited for and fetched again, without a key")
  func pickUp() throws {
    let folder = try TemporaryFolder()
    let made = try Tool.run(
      "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "--provider", "sim", "-o",
      (folder / "clip.mp4").path, "--json")
    #expect(made.status == 0, "\(made.stderr)")
    let id = try #require(try made.json()["taskUUID"]?.text)

    let shown = try Tool.run("task", "show", id, "--json", ledger(folder)).json()
    #expect(shown["id"]?.text == id && shown["stage"] == "fetched" && shown["model"] == "bytedance:2@1")
    #expect(shown["payload"]?["positivePrompt"] == "a mug")
    #expect(try Tool.run("task", "show", id, folder: folder.url).text.contains("task \(id): fetched"))
    #expect(try Tool.run("task", "wait", id, ledger(folder)).status == 0)

    let copy = folder / "copy.mp4"
    #expect(try Tool.run("task", "fetch", id, ledger(folder), "-o", copy.path).status == 0)
    #expect(try Data(contentsOf: copy) == Data(contentsOf: folder / "clip.mp4"))
    #expect(try Tool.run("task", "fetch", id, ledger(folder), "-o", copy.path).status == 73)
  }

  @Test(
    "all tasks are listed with what they cost, a stage's alone where it is asked for; the simulator's money is none")
  func list() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      let made = try Tool.run(
        "generate", "--model", "bytedance:2@1", "--prompt", "a mug \(name)", "--duration", "1.2", "--provider", "sim",
        "-o", (folder / "\(name).mp4").path)
      #expect(made.status == 0, "\(made.stderr)")
    }
    let text = try Tool.run("task", "list", ledger(folder)).text
    let lines = text.split(separator: "\n")
    #expect(
      lines.count == 3 && lines[0].contains("  fetched    ") && lines[1].hasSuffix("b.mp4 (simulated)"), "\(text)")
    #expect(lines[2] == "2 tasks: USD 0.00 spent")
    let script =
      "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(\"UPDATE task SET scope = 'runware x', stage = 'unknown', cost = NULL, charge = 250000, expectedCost = '{\\\"amount\\\": 0.25, \\\"currency\\\": \\\"USD\\\"}' WHERE label = 'a.mp4'\"); db.commit()"
    _ = try Command.output("/usr/bin/python3", ["-c", script, (folder / ".rwmedia/ledger.sqlite").path])
    let doubt = try Tool.run("task", "list", "--stage", "unknown", "--json", ledger(folder)).json()
    #expect(doubt["tasks"]?.elements?.map { $0["label"]?.text } == ["a.mp4"])
    #expect(doubt["setAside"]?["amount"]?.double == 0.25 && doubt["spent"]?["amount"]?.double == 0)
    let wrong = try Tool.run("task", "list", "--stage", "lost", ledger(folder))
    #expect(wrong.status == 64 && wrong.stderr.contains("unknown"), "\(wrong.stderr)")
    let none = try Tool.run("task", "list", "--ledger", (folder / "none.sqlite").path)
    #expect(none.status == 66, "\(none.stderr)")
  }

  @Test("a task that was left running is waited for and fetched")
  func leftRunning() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start("--latency", "1")
    let running = try Tool.start(
      [
        "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "--poll-interval", "0.1",
        "-o", (folder / "clip.mp4").path,
      ], environment: simulator.environment())
    while try simulator.journal().accepted == 0, running.isRunning { try await Moment.pass() }
    running.signal(SIGKILL)
    _ = try await running.outcome()
    let id = try #require(try simulator.journal().tasks.first?["taskUUID"]?.text)
    let fetched = try await Tool.start(
      ["task", "fetch", id, ledger(folder), "--poll-interval", "0.1", "-o", (folder / "fetched.mp4").path],
      environment: simulator.environment()
    ).outcome()
    #expect(fetched.status == 0, "\(fetched.stderr)")
    #expect(try FFmpeg.frameCount(folder / "fetched.mp4") == 29)
    #expect(try simulator.journal().tasks.count == 1)
  }

  @Test("a task is asked of the service that has it, never sent to another")
  func elsewhere() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start("--latency", "600")
    let running = try Tool.start(
      [
        "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "-o",
        (folder / "clip.mp4").path,
      ], environment: simulator.environment())
    while try simulator.journal().accepted == 0, running.isRunning { try await Moment.pass() }
    running.signal(SIGKILL)
    _ = try await running.outcome()
    let id = try #require(try simulator.journal().tasks.first?["taskUUID"]?.text)
    let other = try await ExternalSimulator.start()
    let outcome = try Tool.run(
      "task", "wait", id, ledger(folder), "--json", environment: other.environment())
    #expect(outcome.status == 64)
    #expect(try outcome.failure()["code"] == "workflow.other-service")
    #expect(try other.journal().json["requests"]?["total"] == 0)
  }

  @Test("an unknown id, and a ledger that isn't there, are told")
  func unknown() throws {
    let folder = try TemporaryFolder()
    let nowhere = try Tool.run("task", "show", "no-such-task", folder: folder.url)
    #expect(nowhere.status == 66)
    #expect(nowhere.stderr.contains("ledger.sqlite"))
    #expect(folder.contents.isEmpty)
    _ = try Tool.run(
      "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "--provider", "sim", "-o",
      (folder / "clip.mp4").path)
    let unknown = try Tool.run("task", "show", "no-such-task", folder: folder.url)
    #expect([64, 66].contains(unknown.status), "\(unknown.status)")
    #expect(unknown.stderr.contains("no-such-task"))
  }

  private func ledger(_ folder: TemporaryFolder) -> String {
    "--ledger=\((folder / ".rwmedia/ledger.sqlite").path)"
  }
}

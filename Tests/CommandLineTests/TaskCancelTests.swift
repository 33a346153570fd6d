import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `task cancel`: a task is stopped where that can be, and nothing that was paid for is lost by it.
@Suite(.timeLimit(.minutes(10))) struct TaskCancelTests {
  private static let runway = [
    "--model", "gen4.5", "--prompt", "a mug", "--duration", "2", "--size", "1280x720", "--poll-interval", "0.1",
  ]
  private static let runware = [
    "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "--poll-interval", "0.1",
  ]

  private func database(_ folder: TemporaryFolder) -> String { (folder / ".rwmedia/ledger.sqlite").path }

  /// Asks for a clip, leaves once the service has the task, and tells the task's id.
  private func leave(
    _ folder: TemporaryFolder, _ simulator: ExternalSimulator, _ request: [String]
  ) async throws -> String {
    let running = try Tool.start(
      ["generate"] + request + ["-o", (folder / "clip.mp4").path], environment: simulator.environment())
    try await running.signal(SIGINT) { try simulator.journal().count("poll") > 0 }
    let outcome = try await running.outcome()
    #expect(outcome.status == 130, "\(outcome.stderr)")
    let script =
      "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT id FROM task').fetchone()[0])"
    return try Command.output("/usr/bin/python3", ["-c", script, database(folder)])
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func cancel(
    _ id: String, _ folder: TemporaryFolder, _ simulator: ExternalSimulator, _ more: String...
  ) async throws -> Command.Outcome {
    try await Tool.start(
      ["task", "cancel", id, "--ledger", database(folder), "--json", "--quiet"] + more,
      environment: simulator.environment()
    ).outcome()
  }

  @Test("a task under way at Runway is stopped there, is over here, and may be asked for again")
  func underWay() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start("--latency", "600")
    let id = try await leave(folder, simulator, Self.runway)
    let outcome = try await cancel(id, folder, simulator)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let task = try outcome.json()
    #expect(task["id"]?.text == id && task["stage"] == "failed")
    #expect(task["failure"]?["code"] == "workflow.cancelled")
    let there = try #require(task["providerID"]?.text)
    let asked = try Command.output(
      "curl",
      [
        "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Authorization: Bearer test-key", "-H",
        "X-Runway-Version: 2024-11-06", "\(simulator.address)/v1/tasks/\(there)",
      ])
    #expect(asked == "404")

    let twice = try await cancel(id, folder, simulator)
    #expect(twice.status == 76)
    #expect(try twice.failure()["code"] == "workflow.not-cancelled")
    #expect(try twice.failure()["message"]?.text == "Task \(id) can't be cancelled: it is failed already.")

    let again = try await Tool.start(
      ["generate", "--timeout", "1"] + Self.runway + ["-o", (folder / "clip.mp4").path],
      environment: simulator.environment()
    ).outcome()
    #expect(again.status == 75, "\(again.stderr)")
    #expect(try simulator.journal().accepted == 2)
  }

  @Test("a clip that is made already is not thrown away, and comes when it is fetched")
  func madeAlready() async throws {
    let folder = try TemporaryFolder()
    // The first polls fail, so that the command is left before it knows.
    let simulator = try await ExternalSimulator.start("--faults", "poll:503@1,poll:503@2,poll:503@3")
    let id = try await leave(folder, simulator, Self.runway)
    let outcome = try await cancel(id, folder, simulator)
    #expect(outcome.status == 76, "\(outcome.text)")
    #expect(try outcome.failure()["code"] == "workflow.not-cancelled")
    #expect(try outcome.failure()["hint"]?.text?.contains("task wait \(id)") == true)
    let fetched = try await Tool.start(
      [
        "task", "fetch", id, "--ledger", database(folder), "--poll-interval", "0.1", "-o",
        (folder / "fetched.mp4").path,
      ], environment: simulator.environment()
    ).outcome()
    #expect(fetched.status == 0, "\(fetched.stderr)")
    #expect(try FFmpeg.frameCount(folder / "fetched.mp4") == 48)
    let over = try await cancel(id, folder, simulator)
    #expect(over.status == 76)
    #expect(try over.failure()["message"]?.text == "Task \(id) can't be cancelled: it is fetched already.")
  }

  @Test("Runware stops nothing: 76, and the task goes on")
  func runware() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start("--latency", "600")
    let id = try await leave(folder, simulator, Self.runware)
    let outcome = try await cancel(id, folder, simulator)
    #expect(outcome.status == 76)
    #expect(try outcome.failure()["details"]?["stage"] == "accepted")
    #expect(
      try Tool.run("task", "show", id, "--ledger", database(folder), "--json").json()["stage"] == "accepted")
  }

  @Test("an unknown id, no ledger, no id, another service, no key: each has its exit code")
  func badInput() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start("--latency", "600")
    let nowhere = try Tool.run("task", "cancel", "no-such-task", folder: folder.url)
    #expect(nowhere.status == 66)
    #expect(folder.contents.isEmpty)
    #expect(try Tool.run("task", "cancel", folder: folder.url).status == 64)
    let id = try await leave(folder, simulator, Self.runway)
    let unknown = try await cancel("no-such-task", folder, simulator)
    #expect(unknown.status == 66)
    #expect(try unknown.failure()["message"]?.text?.contains("no-such-task") == true)
    #expect(try Tool.run("task", "cancel", id, folder: folder.url).status == 77)
    let other = try await ExternalSimulator.start()
    let elsewhere = try await cancel(id, folder, other)
    #expect(elsewhere.status == 64)
    #expect(try elsewhere.failure()["code"] == "workflow.other-service")
    #expect(try other.journal().json["requests"]?["total"] == 0)
  }
}

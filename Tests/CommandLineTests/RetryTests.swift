import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `batch retry`: it buys what the user's words name, and nothing else.
@Suite(.timeLimit(.minutes(10))) struct RetryTests {
  private let rig: BatchRig

  init() throws {
    rig = try BatchRig()
    try Pillow.make("Image.new('RGB', (64, 36), 'red')", rig.folder / "a.png")
  }

  private func run(_ simulator: ExternalSimulator, _ arguments: String...) async throws -> Command.Outcome {
    try await Tool.start(
      ["batch", arguments[0], (rig.folder / "batch.yaml").path, "--poll-interval", "0.1"] + arguments.dropFirst(),
      environment: simulator.environment()
    ).outcome()
  }

  @Test("--unknown gives up what is chosen, when it is bought anew; all else stays in doubt, its money set aside")
  func unknown() async throws {
    try Data(
      """
      defaults: {model: gen4.5, prompt: "turn {id}", duration: 2, size: 1280x720}
      jobs: [{id: a}, {id: b}]
      """.utf8
    ).write(to: rig.folder / "batch.yaml")
    let simulator = try await ExternalSimulator.start("--faults", "submit:lost@1-2")
    #expect(try await run(simulator, "run").status != 0)
    #expect(try simulator.journal().accepted == 2)
    let misspelt = try await run(simulator, "retry", "--unknown", "--only", "typo")
    #expect(misspelt.status == 64)
    #expect(misspelt.stderr.contains("The manifest has no job 'typo'."))
    // One more would be beyond the limit, if both that are in doubt were made after all.
    let poor = try await run(simulator, "retry", "--unknown", "--only", "a", "--max-cost", "0.6")
    #expect(poor.status == 75, "\(poor.stderr)")
    #expect(try simulator.journal().accepted == 2)
    let retried = try await run(simulator, "retry", "--unknown", "--only", "a", "--json")
    #expect(try rig.states(retried) == ["done", "stopped"], "\(retried.stderr)")
    #expect(try simulator.journal().accepted == 3)
    let status = try await run(simulator, "run", "--json")
    #expect(try rig.states(status) == ["done", "stopped"])
    #expect(try status.json()["setAside"]?["amount"] != 0)
    #expect(try simulator.journal().accepted == 3)
  }

  @Test("what a limit stopped is gone on with by a retry, too")
  func stopped() throws {
    try rig.manifest("  - {id: a}\n  - {id: b}")
    #expect(try rig.batch("run", "--max-cost", "0.5").status == 75)
    let again = try rig.batch("retry", "--max-cost", "0.5", "--json")
    #expect(again.status == 75)
    let more = try rig.batch("retry", "--max-cost", "5", "--json")
    #expect(more.status == 0, "\(more.stderr)")
    #expect(try rig.states(more) == ["done", "done"])
  }

  @Test("a job whose check says no is generated anew; where none failed as asked, the document is there all the same")
  func checks() throws {
    // No seam is that good.
    try rig.manifest(#"  - {id: a, model: "minimax:1@1"}"#, "length: 8, checks: {seam: 1}")
    let first = try rig.batch("run", "--json")
    #expect(first.status == 1)
    let tasks = try #require(try first.json()["jobs"]?.elements?.first?["tasks"]?.elements?.count)
    let none = try rig.batch("retry", "--code", "nothing.such", "--json")
    #expect(none.status == 0)
    #expect(try rig.states(none) == ["failed"])
    let again = try rig.batch("retry", "--json")
    #expect(try again.json()["jobs"]?.elements?.first?["tasks"]?.elements?.count == 2 * tasks, "\(again.stderr)")
  }

  @Test("two retries at once try each job once")
  func together() async throws {
    try Command.output(
      "ffmpeg",
      ["-v", "error", "-f", "lavfi", "-i", "color=black:s=160x90:r=25:d=2", (rig.folder / "black.mp4").path])
    let manifest = """
      defaults: {model: "minimax:1@1", prompt: "turn {id}", duration: 6, count: 2, keep: all, checks: {black: 0.2}}
      jobs: [{id: a}, {id: b}]
      """
    try Data(manifest.utf8).write(to: rig.folder / "batch.yaml")
    // Long enough that both are at work before either has ended.
    let (service, address) = try await CountingService.start(clip: rig.folder / "black.mp4", ["--latency", "5"])
    defer { service.signal(SIGTERM) }
    let environment = ["RUNWARE_API_KEY": "test-key", "RUNWARE_BASE_URL": "\(address)/v1"]
    let arguments = [(rig.folder / "batch.yaml").path, "--poll-interval", "0.2", "--json"]
    let first = try await Tool.start(["batch", "run"] + arguments, environment: environment).outcome()
    #expect(try rig.states(first) == ["failed", "failed"], "\(first.stderr)")
    let retries = try (0..<2).map { _ in try Tool.start(["batch", "retry"] + arguments, environment: environment) }
    for retry in retries {
      let outcome = try await retry.outcome()
      #expect(try rig.states(outcome) == ["failed", "failed"], "\(outcome.stderr)")
    }
    let judged = try JSONValue(parsing: try Data(contentsOf: try #require(URL(string: "\(address)/judge"))))
    #expect(judged["bought"] == 8)
  }
}

import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards how `generate` ends when it can't: each reason has its code, says what to do, and loses nothing.
@Suite(.timeLimit(.minutes(10))) struct GenerateFailureTests {
  private func arguments(_ folder: TemporaryFolder, _ more: String...) -> [String] {
    [
      "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "--poll-interval", "0.1",
      "-o",
      (folder / "clip.mp4").path,
    ] + more
  }

  @Test("no key: 77, and the variable is named")
  func keyMissing() throws {
    let folder = try TemporaryFolder()
    for (model, variable) in [("bytedance:2@1", "RUNWARE_API_KEY"), ("gen4.5", "RUNWAYML_API_SECRET")] {
      let outcome = try Tool.run(
        "generate", "--model", model, "--prompt", "a mug", "--duration", "5", "-o", (folder / "clip.mp4").path,
        "--json", "--quiet",
        folder: folder.url)
      #expect(outcome.status == 77)
      #expect(try outcome.failure()["details"]?["variable"]?.text == variable)
      #expect(try outcome.failure()["hint"]?.text?.contains("--provider sim") == true)
    }
  }

  @Test("a refused key: 77, the key isn't shown; with a good one the same command goes on")
  func keyRefused() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start()
    let outcome = try await Tool.start(
      arguments(folder, "--verbose"), environment: simulator.environment(key: "bad-key")
    ).outcome()
    #expect(outcome.status == 77)
    #expect(outcome.stderr.contains("RUNWARE_API_KEY"))
    #expect(!outcome.stderr.contains("bad-key"))
    let again = try await Tool.start(arguments(folder), environment: simulator.environment()).outcome()
    #expect(again.status == 0, "\(again.stderr)")
    #expect(try simulator.journal().accepted == 1)
  }

  @Test("a spending limit that is too low: 75 before anything is sent")
  func budget() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start()
    let outcome = try await Tool.start(
      arguments(folder, "--max-cost", "0.001", "--json", "--quiet"), environment: simulator.environment()
    ).outcome()
    #expect(outcome.status == 75)
    #expect(try outcome.failure()["code"] == "workflow.budget")
    #expect(try outcome.failure()["details"]?["limit"] == "0.001")
    #expect(try simulator.journal().json["requests"]?["total"] == 0)
  }

  @Test("the service out of reach: 69 once the retries are used up")
  func outOfReach() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await Tool.start(
      arguments(folder, "--json", "--quiet"),
      environment: ["RUNWARE_API_KEY": "test-key", "RUNWARE_BASE_URL": "http://127.0.0.1:9/v1"]
    ).outcome()
    #expect(outcome.status == 69)
    #expect(try outcome.failure()["code"] == "provider.unreachable")
    #expect(outcome.stdout.isEmpty)
  }

  @Test("--timeout: 75, and the same command goes on with the task that was taken")
  func timeLimit() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start("--latency", "4")
    let outcome = try await Tool.start(
      arguments(folder, "--timeout", "1", "--json", "--quiet"), environment: simulator.environment()
    ).outcome()
    #expect(outcome.status == 75)
    #expect(try outcome.failure()["code"] == "time-limit")
    let again = try await Tool.start(arguments(folder), environment: simulator.environment()).outcome()
    #expect(again.status == 0, "\(again.stderr)")
    #expect(try simulator.journal().tasks.count == 1)
  }

  @Test(
    "an address that is not https, nor on this machine, is refused before the key could leave: 78",
    arguments: ["http://example.com/v1", "ftp://127.0.0.1/v1", "no address"])
  func plainHTTP(address: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(
      "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "-o",
      (folder / "clip.mp4").path,
      environment: ["RUNWARE_API_KEY": "test-key", "RUNWARE_BASE_URL": address])
    #expect(outcome.status == 78, "\(outcome.stderr)")
    #expect(outcome.stderr.contains("https"))
  }

  @Test(
    "an output that is no video's name is refused before anything is bought: 64", arguments: ["clip.gif", "clip"])
  func outputName(name: String) async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start()
    try FFmpeg.clip(folder / "seed.mp4", size: "160x90", seconds: 0.5)
    for command in [["generate", "--duration", "1.2"], ["extend", (folder / "seed.mp4").path, "--by", "1"]] {
      for more in [[], ["--dry-run"]] {
        let outcome = try Tool.run(
          command + ["--model", "bytedance:2@1", "--prompt", "a mug", "-o", (folder / name).path] + more,
          environment: simulator.environment())
        #expect(outcome.status == 64)
        #expect(outcome.stderr.contains("mp4 or webm"), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("'\((folder / name).path)'"), "\(outcome.stderr)")
      }
    }
    #expect(try simulator.journal().json["requests"]?["total"] == 0)
  }

  @Test("a Runway model is not asked of Runware: 64")
  func wrongProvider() throws {
    let outcome = try Tool.run(
      "generate", "--model", "gen4.5", "--provider", "runware", "--prompt", "a mug", "-o", "never.mp4",
      environment: ["RUNWARE_API_KEY": "test-key"])
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains("gen4.5 is to be had at Runway; --provider runware does not have it."))
  }
}

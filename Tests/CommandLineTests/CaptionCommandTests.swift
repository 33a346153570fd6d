import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `caption`: a video told in words, bought once.
@Suite(.timeLimit(.minutes(10))) struct CaptionCommandTests {
  /// The polls' request name.
  private static let poll = "POST /v1 getResponse"

  private static func task(_ fields: JSONValue) -> JSONValue {
    ["body": ["data": [JSONValue.object(["taskType": "caption", "taskUUID": "$id"]).merged(fields)]]]
  }

  @Test("a local video is uploaded and described by the simulator; asked again it costs nothing")
  func simulated() async throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "clip.mp4", seconds: 2)
    let simulator = try await ExternalSimulator.start()
    let asked = ["caption", (folder / "clip.mp4").path, "--model", "memories:1@1", "--poll-interval", "0.1"]
    let first = try await Tool.start(asked + ["--json"], environment: simulator.environment()).outcome()
    #expect(first.status == 0, "\(first.stderr)")
    #expect(try first.json()["text"] == "A simulated caption of a video of 2.0 seconds.")
    #expect(try first.json()["cost"]?["currency"] == "USD")
    let again = try await Tool.start(asked, environment: simulator.environment()).outcome()
    #expect(again.text == "A simulated caption of a video of 2.0 seconds.\n")
    #expect(try simulator.journal().accepted == 1)
    let other = try await Tool.start(
      asked + ["--prompt", "the colours"], environment: simulator.environment()
    ).outcome()
    #expect(other.status == 0)
    #expect(try simulator.journal().accepted == 2)
  }

  @Test("words or data come as the service gives them, and what was asked goes out as documented")
  func structured() async throws {
    let service = try await FakeService.start([
      "POST /v1 caption": [Self.task([:])],
      Self.poll: [
        Self.task(["status": "processing"]),
        Self.task(["status": "success", "structuredData": ["objects": ["mug"]], "cost": 0.01]),
      ],
    ])
    let outcome = try Tool.run(
      "caption", "https://x.example/v.mp4", "--model", "memories:1@1", "--prompt", "objects", "--json",
      "--poll-interval", "0.1", environment: service.runware)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(
      try outcome.json() == [
        "text": "", "structured": ["objects": ["mug"]], "cost": ["amount": 0.01, "currency": "USD"],
      ])
    let sent = try #require(try service.requests().first?.body?.elements?.first)
    #expect(sent["inputs"] == ["video": "https://x.example/v.mp4"])
    #expect(sent["prompt"] == "objects" && sent["deliveryMethod"] == "async" && sent["includeCost"] == true)
    #expect(UUID(uuidString: sent["taskUUID"]?.text ?? "") != nil)
  }

  @Test("a task that failed for now is bought once more under another id; for good: 76")
  func failed() async throws {
    func failure(_ code: String) -> JSONValue {
      ["body": ["errors": [["code": .string(code), "message": "It broke.", "status": "error", "taskUUID": "$id"]]]]
    }
    let passing = try await FakeService.start([
      "POST /v1 caption": [Self.task([:])],
      Self.poll: [failure("providerError"), Self.task(["status": "success", "text": "a mug"])],
    ])
    let asked = [
      "caption", "https://x.example/v.mp4", "--model", "memories:1@1", "--poll-interval", "0.1", "--json", "--quiet",
    ]
    let outcome = try await Tool.start(asked, environment: passing.runware).outcome()
    #expect(try outcome.json()["text"] == "a mug")
    let ids = try passing.requests().filter { $0.name == "POST /v1 caption" }
      .compactMap { $0.body?.elements?.first?["taskUUID"]?.text }
    #expect(ids.count == 2 && Set(ids).count == 2)

    let final = try await FakeService.start([
      "POST /v1 caption": [Self.task([:])], Self.poll: [failure("contentPolicyViolation")],
    ])
    let refused = try await Tool.start(asked, environment: final.runware).outcome()
    #expect(refused.status == 76)
    #expect(try refused.failure()["details"]?["providerCode"] == "contentPolicyViolation")
    #expect(try final.requests().count { $0.name == "POST /v1 caption" } == 1)
  }

  @Test("what can't be described is told before anything is sent, with its exit code")
  func badInput() async throws {
    let folder = try TemporaryFolder()
    try Data("no video".utf8).write(to: folder / "notes.txt")
    try Pillow.make(#"Image.new("RGB", (64, 64), "red")"#, folder / "still.png")
    let service = try await FakeService.start([:])
    for (video, status) in [("missing.mp4", 66), ("notes.txt", 65), ("still.png", 65)] as [(String, Int32)] {
      let outcome = try Tool.run(
        "caption", (folder / video).path, "--model", "memories:1@1", "--json", environment: service.runware)
      #expect(outcome.status == status, "\(video): \(outcome.stderr)")
      #expect(try outcome.failure()["message"]?.text?.contains(video) == true)
    }
    let runway = try Tool.run(
      "caption", "https://x.example/v.mp4", "--model", "memories:1@1", "--provider", "runway", "--json",
      environment: service.runware)
    #expect(runway.status == 64)
    #expect(try Tool.run("caption", "https://x.example/v.mp4", environment: service.runware).status == 64)
    let keyless = try Tool.run("caption", "v.mp4", "--model", "memories:1@1", folder: folder.url)
    #expect(keyless.status == 77)
    #expect(try service.requests().isEmpty)
  }

  @Test("a model that the service doesn't have: 76; the time limit: 75")
  func refused() async throws {
    let simulator = try await ExternalSimulator.start("--latency", "600")
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "clip.mp4")
    let video = (folder / "clip.mp4").path
    let model = try await Tool.start(
      ["caption", video, "--model", "nonsense", "--json", "--quiet"], environment: simulator.environment()
    ).outcome()
    #expect(model.status == 76, "\(model.stderr)")
    let limit = try await Tool.start(
      ["caption", video, "--model", "memories:1@1", "--timeout", "1", "--json", "--quiet"],
      environment: simulator.environment()
    ).outcome()
    #expect(limit.status == 75, "\(limit.stderr)")
    #expect(try limit.failure()["code"] == "time-limit")
  }
}

extension JSONValue {
  /// An object with another one's members over its own.
  fileprivate func merged(_ other: JSONValue) -> JSONValue {
    guard case .object(let own) = self, case .object(let more) = other else { return other }
    return .object(own.merging(more) { $1 })
  }
}

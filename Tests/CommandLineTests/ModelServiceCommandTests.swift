import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `models search` and `models refresh`, which ask the services.
@Suite(.timeLimit(.minutes(10))) struct ModelServiceCommandTests {
  private static func found(_ models: [JSONValue], of total: Int64) -> JSONValue {
    [
      "body": [
        "data": [
          ["taskType": "modelSearch", "taskUUID": "$id", "totalResults": .integer(total), "results": .array(models)]
        ]
      ]
    ]
  }

  @Test("the simulator's models are found by maker, as many as asked")
  func searchSimulated() throws {
    let outcome = try Tool.run("models", "search", "klingai", "--limit", "2", "--provider", "sim", "--json")
    let document = try outcome.json()
    #expect(document["models"]?.elements?.count == 2)
    #expect(document["models"]?.elements?.allSatisfy { $0["air"]?.text?.hasPrefix("klingai:") == true } == true)
    #expect((document["total"]?.int ?? 0) > 2)
    let text = try Tool.run("models", "search", "no such model", "--provider", "sim")
    #expect(text.status == 0)
    #expect(text.text == "0 of 0\n")
  }

  @Test("a search goes out as it was asked, and what isn't known of a model is kept")
  func search() async throws {
    let service = try await FakeService.start([
      "POST /v1 modelSearch": [
        Self.found([["air": "me:1@1", "name": "Mine", "odd": [1]], ["name": "no id"]], of: 7)
      ]
    ])
    let outcome = try Tool.run("models", "search", "mine", "--limit", "3", "--json", environment: service.runware)
    #expect(try outcome.json() == ["total": 7, "models": [["air": "me:1@1", "name": "Mine", "odd": [1]]]])
    let task = try #require(try service.requests().first?.body?.elements?.first)
    #expect(task["search"] == "mine" && task["limit"] == 3 && task["offset"] == 0)
    let text = try Tool.run("models", "search", "mine", environment: service.runware).text
    #expect(text == "me:1@1\(String(repeating: " ", count: 24))Mine\n1 of 7\n")
  }

  @Test("a limit out of range, another provider, or no key: told before anything is sent")
  func searchRefused() async throws {
    let service = try await FakeService.start([:])
    for limit in ["0", "101", "many"] {
      let outcome = try Tool.run("models", "search", "x", "--limit", limit, environment: service.runware)
      #expect(outcome.status == 64)
      #expect(outcome.stderr.contains(limit))
    }
    let elsewhere = try Tool.run(
      "models", "search", "x", "--provider", "runway", "--json", environment: service.runware)
    #expect(elsewhere.status == 64)
    #expect(
      try elsewhere.failure()["message"]
        == "The search for models is to be had at Runware; --provider runway does not have it.")
    #expect(try Tool.run("models", "search").status == 64)
    let folder = try TemporaryFolder()
    #expect(try Tool.run("models", "search", "x", folder: folder.url).status == 77)
    #expect(try service.requests().isEmpty)
  }

  @Test("Runware's refusal of a search: 76, with its code")
  func searchFailed() async throws {
    let service = try await FakeService.start([
      "POST /v1 modelSearch": [
        [
          "status": 400,
          "body": [
            "errors": [
              ["code": "invalidSearch", "message": "Invalid search.", "parameter": "search", "taskUUID": "$id"]
            ]
          ],
        ]
      ]
    ])
    let outcome = try Tool.run("models", "search", "x", "--json", "--quiet", environment: service.runware)
    #expect(outcome.status == 76)
    #expect(try outcome.failure()["details"]?["providerCode"] == "invalidSearch")
  }

  @Test("what a provider has and nobody knew can be named at once, until it is gone again")
  func refresh() async throws {
    let folder = try TemporaryFolder()
    func organization(_ models: [String]) -> JSONValue {
      [
        "body": [
          "creditBalance": 1,
          "tier": [
            "models": .object(Dictionary(uniqueKeysWithValues: models.map { ($0, ["maxConcurrentGenerations": 1]) }))
          ],
        ]
      ]
    }
    let service = try await FakeService.start([
      "GET /v1/organization": [organization(["gen4.5", "gen9"]), organization(["gen4.5"])]
    ])
    let environment = service.runway.merging(["XDG_CONFIG_HOME": folder.url.path]) { $1 }
    let outcome = try Tool.run("models", "refresh", "--json", environment: environment)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let report = try #require(try outcome.json()["providers"]?.elements?.first)
    #expect(report["listed"] == 2)
    #expect(report["new"] == [["id": "gen9", "name": "gen9"]])
    #expect(report["unlisted"]?.elements?.contains("gen4_turbo") == true)
    let file = folder / "rwmedia/models/refreshed-runway.json"
    #expect(report["file"]?.text == file.path)
    #expect(try Tool.run("models", "check", file.path).status == 0)
    #expect(try Tool.run("models", "show", "gen9", environment: environment).status == 0)

    let again = try Tool.run("models", "refresh", environment: environment)
    #expect(again.text.hasPrefix("Runway: 1 listed, 0 new\n"))
    #expect(!FileManager.default.fileExists(atPath: file.path))
    #expect(try Tool.run("models", "refresh", environment: ["HOME": folder.url.path]).status == 77)
  }

  @Test("Runware is asked maker by maker, page by page; only its makers' video models count")
  func refreshRunware() async throws {
    let folder = try TemporaryFolder()
    let service = try await FakeService.start([
      "POST /v1 modelSearch": [
        Self.found(
          [
            ["air": "alibaba:99@1", "name": "Wan 99", "capabilities": ["text-to-video"]],
            ["air": "alibaba:98@1", "name": "A picture model", "category": "checkpoint"],
            ["air": "someone:1@1", "name": "alibaba video"],
          ], of: 3), Self.found([], of: 0),
      ]
    ])
    let environment = service.runware.merging(["XDG_CONFIG_HOME": folder.url.path]) { $1 }
    let outcome = try Tool.run("models", "refresh", "--json", environment: environment)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let report = try #require(try outcome.json()["providers"]?.elements?.first)
    #expect(report["new"] == [["id": "alibaba:99@1", "name": "Wan 99", "maker": "alibaba"]])
    let searches = try service.requests().compactMap { $0.body?.elements?.first?["search"]?.text }
    #expect(searches.first == "alibaba" && Set(searches).count == searches.count)
  }

  @Test("a model folder that can't be written: 73; a model file in it that is broken: 78")
  func refreshUnwritable() async throws {
    let folder = try TemporaryFolder()
    let service = try await FakeService.start([
      "GET /v1/organization": [
        ["body": ["creditBalance": 1, "tier": ["models": ["gen9": ["maxConcurrentGenerations": 1]]]]]
      ]
    ])
    let environment = service.runway.merging(["XDG_CONFIG_HOME": folder.url.path]) { $1 }
    try Data("a file".utf8).write(to: folder / "rwmedia")
    let unwritable = try Tool.run("models", "refresh", "--json", environment: environment)
    #expect(unwritable.status == 73, "\(unwritable.stderr)")
    try FileManager.default.removeItem(at: folder / "rwmedia")
    try FileManager.default.createDirectory(at: folder / "rwmedia/models", withIntermediateDirectories: true)
    try Data("{".utf8).write(to: folder / "rwmedia/models/mine.json")
    let broken = try Tool.run("models", "refresh", "--json", environment: environment)
    #expect(broken.status == 78)
    #expect(try broken.failure()["message"]?.text?.contains("mine.json") == true)
  }
}

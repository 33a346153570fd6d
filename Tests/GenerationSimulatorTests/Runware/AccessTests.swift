import Foundation
import MediaBasics
import Testing

@testable import GenerationSimulator

@Suite struct AccessTests {
  private static let ping: JSONValue = ["taskType": "ping", "ping": true]

  @Test func `a missing key is told with 401`() async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post([Self.ping], key: nil)
      #expect(answer.status == 401)
      #expect(answer.codes == ["missingApiKey"])
      #expect(answer.json["data"] == [])
    }
  }

  @Test func `the refused key is told with 401, in the header and in the first task`() async throws {
    try await SimulatorClient.run { client in
      #expect(try await client.post([Self.ping], key: "bad-key").codes == ["invalidApiKey"])
      let inside = try await client.post(
        [["taskType": "authentication", "apiKey": "bad-key"], Self.ping], key: nil)
      #expect(inside.status == 401)
      #expect(inside.codes == ["invalidApiKey"])
    }
  }

  @Test func `a key in the first task opens the rest`() async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post(
        [["taskType": "authentication", "apiKey": "test-key"], Self.ping], key: nil)
      #expect(answer.json == ["data": [["taskType": "ping", "pong": true]]])
    }
  }

  @Test(arguments: ["{\"taskType\":\"ping\"}", "no JSON", "", "[1,2"])
  func `a body that is no array is refused`(body: String) async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.send("/v1", body: Data(body.utf8), key: "test-key")
      #expect(answer.status == 400)
      #expect(answer.codes == ["invalidRequest"])
    }
  }

  @Test func `an unknown kind of task is refused by itself`() async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post([["taskType": "makeCoffee", "taskUUID": .string(newID())], Self.ping])
      #expect(answer.status == 200)
      #expect(answer.codes == ["unsupportedTaskType"])
      #expect(answer.json["data"] == [["taskType": "ping", "pong": true]])
    }
  }

  @Test func `the account's balance falls by what clips cost`() async throws {
    try await SimulatorClient.run { client in
      let ask: JSONValue = [
        "taskType": "accountManagement", "taskUUID": .string(newID()), "operation": "getDetails",
      ]
      let before = try #require(try await client.post([ask]).item["balance"]?.double)
      let id = newID()
      _ = try await client.post([videoTask(id, ["includeCost": true])])
      let cost = try #require(try await client.finished(id).item["cost"]?.double)
      let after = try #require(try await client.post([ask]).item["balance"]?.double)
      #expect(abs(before - after - cost) < 1e-9)
    }
  }

  @Test func `models are found by a part of their name`() async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post([
        ["taskType": "modelSearch", "taskUUID": .string(newID()), "search": "minimax", "limit": 2]
      ])
      let results = try #require(answer.item["results"]?.elements)
      #expect(results.count == 2)
      #expect(results.allSatisfy { $0["air"]?.text?.hasPrefix("minimax:") == true })
      #expect((answer.item["totalResults"]?.int ?? 0) > 2)
    }
  }
}

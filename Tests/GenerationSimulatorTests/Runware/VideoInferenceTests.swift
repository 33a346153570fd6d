import Foundation
import MediaBasics
import Testing

@testable import GenerationSimulator

@Suite struct VideoInferenceTests {
  @Test func `a task is acknowledged with its type and id, and nothing else`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      let answer = try await client.post([videoTask(id)])
      #expect(answer.status == 200)
      #expect(answer.json == ["data": [["taskType": "videoInference", "taskUUID": .string(id)]]])
      #expect(answer.header("Content-Type") == "application/json")
    }
  }

  @Test func `a finished task names its video, a seed and no cost that nobody asked for`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      let answer = try await client.finished(id)
      #expect(answer.json["errors"] == nil)
      #expect(answer.item["taskType"] == "videoInference")
      #expect(answer.item["taskUUID"]?.text == id)
      #expect(answer.item["status"] == "success")
      #expect(answer.item["cost"] == nil)
      #expect((answer.item["seed"]?.int ?? 0) > 0)
      let video = try #require(answer.item["videoUUID"]?.text)
      #expect(UUID(uuidString: video) != nil)
      #expect(answer.item["videoURL"]?.text == "\(client.address)/files/\(video).mp4")
    }
  }

  @Test func `what is ordered has the asked size, the model's rate and duration × rate frames`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      _ = try await client.finished(id)
      let order = try #require(await client.tools.rendered.first)
      #expect("\(order.size)" == "1366x768")
      #expect(order.fps == Rational(25))
      #expect(order.frames == 150)
      #expect(order.label == "minimax:1@1")
    }
  }

  @Test func `a task that is sent again under its id is refused as a conflict, and runs once`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      let again = try await client.post([videoTask(id.uppercased())])
      #expect(again.status == 400)
      #expect(again.json["data"] == [])
      #expect(again.codes == ["conflictTaskUUID"])
      #expect(again.json["errors"]?.elements?.first?["taskUUID"]?.text == id.uppercased())
      #expect(again.json["errors"]?.elements?.first?["taskType"] == "videoInference")
      _ = try await client.finished(id)
      #expect(await client.tools.rendered.count == 1)
    }
  }

  @Test func `a duration that the model lacks is refused with the allowed ones`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      let answer = try await client.post([videoTask(id, ["duration": 7])])
      #expect(answer.status == 400)
      let error = try #require(answer.json["errors"]?.elements?.first)
      #expect(error["code"] == "unsupportedDuration")
      #expect(error["parameter"] == "duration")
      #expect(error["type"] == "float")
      #expect(error["allowedValues"] == [6])
      #expect(error["taskUUID"]?.text == id)
      #expect(error["message"]?.text?.isEmpty == false)
      #expect(error["documentation"]?.text?.hasPrefix("https://") == true)
    }
  }

  @Test func `everything wrong with a task is told at once`() async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post([
        videoTask(newID(), ["duration": "long", "width": 1280, "height": 720, "outputQuality": 5, "ttl": 10])
      ])
      #expect(
        Set(answer.codes) == ["invalidDuration", "unsupportedDimensions", "invalidOutputQuality", "invalidTtl"])
      let quality = answer.json["errors"]?.elements?.first { $0["code"] == "invalidOutputQuality" }
      #expect(quality?["min"] == 20)
      #expect(quality?["max"] == 99)
    }
  }

  private static let wrongParameters: [(String, JSONValue, String)] = [
    ("model", .null, "missingModel"), ("model", "nobody:1@1", "invalidModel"),
    ("positivePrompt", .null, "missingPositivePrompt"), ("width", .null, "missingWidth"),
    ("numberResults", 5, "invalidNumberResults"), ("outputFormat", "AVI", "invalidOutputFormat"),
    ("deliveryMethod", "carrier pigeon", "invalidDeliveryMethod"), ("includeCost", "yes", "invalidIncludeCost"),
    ("frameImages", [["inputImage": "3f2504e0-4f89-41d3-9a0c-0305e82c3301"]], "invalidInputImage"),
    ("frameImages", [["frame": "first"]], "missingInputImage"),
    ("frameImages", ["https://example.com/a.png"], "invalidInputImage"),
  ]

  @Test(arguments: wrongParameters)
  func `a wrong parameter has its own code`(name: String, value: JSONValue, code: String) async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post([videoTask(newID(), [name: value])])
      #expect(answer.codes.contains(code))
      #expect(answer.status == 400)
      #expect(await client.tools.rendered.isEmpty)
    }
  }

  private static let wrongIDs: [JSONValue] = [.null, "", "no-uuid", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", 7]

  @Test(arguments: wrongIDs)
  func `an id that is no UUID of version 4 is refused`(id: JSONValue) async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post([videoTask(newID(), ["taskUUID": id])])
      #expect(answer.codes == [id == .null ? "missingTaskUUID" : "invalidTaskUUID"])
      #expect(answer.status == 400)
    }
  }

  @Test func `a batch with a bad task answers both, with 200`() async throws {
    try await SimulatorClient.run { client in
      let (good, bad) = (newID(), newID())
      let answer = try await client.post([videoTask(bad, ["duration": 7]), videoTask(good)])
      #expect(answer.status == 200)
      #expect(answer.json["data"] == [["taskType": "videoInference", "taskUUID": .string(good)]])
      #expect(answer.codes == ["unsupportedDuration"])
      #expect(answer.json["errors"]?.elements?.first?["taskUUID"]?.text == bad)
    }
  }

  @Test func `each result has a video, a seed and a cost of its own`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      _ = try await client.post([videoTask(id, ["numberResults": 3, "includeCost": true])])
      let items = try #require(try await client.finished(id).json["data"]?.elements)
      #expect(items.count == 3)
      #expect(Set(items.compactMap { $0["videoUUID"]?.text }).count == 3)
      #expect(Set(items.compactMap { $0["seed"]?.int }).count == 3)
      #expect(items.allSatisfy { ($0["cost"]?.double ?? 0) > 0 })
    }
  }

  @Test func `a sync task is answered with its video`() async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post([videoTask(newID(), ["deliveryMethod": "sync"])])
      #expect(answer.item["status"] == "success")
      #expect(answer.item["videoURL"]?.text != nil)
    }
  }

  @Test func `equal requests share one render, a seed or another prompt aside`() async throws {
    try await SimulatorClient.run { client in
      for _ in 0..<3 {
        let id = newID()
        _ = try await client.post([videoTask(id)])
        _ = try await client.finished(id)
      }
      #expect(await client.tools.rendered.count == 1)
    }
  }

  @Test func `seeds are whole numbers, the greatest too`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      let changes: [String: JSONValue] = [
        "model": "bytedance:2@1", "duration": 5, "width": 864, "height": 480, "seed": 9_223_372_036_854_775_807,
      ]
      _ = try await client.post([videoTask(id, changes)])
      let answer = try await client.finished(id)
      #expect(String(decoding: answer.body, as: UTF8.self).contains("\"seed\":9223372036854775807"))
    }
  }
}

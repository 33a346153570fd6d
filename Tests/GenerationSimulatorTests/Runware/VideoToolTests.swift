import Foundation
import MediaBasics
import Testing

@testable import GenerationSimulator

@Suite struct VideoToolTests {
  /// A file that the stand-in for the media library takes for a video of 640x360, 3 s long.
  private static let video = Data("\0\0\0\u{10}ftypisom a video".utf8).base64EncodedString()

  private static func task(_ type: String, _ id: String, _ changes: [String: JSONValue] = [:]) -> JSONValue {
    let members: [String: JSONValue] = [
      "taskType": .string(type), "taskUUID": .string(id), "model": "bria:50@1", "inputs": ["video": .string(video)],
      "deliveryMethod": "async",
    ]
    return .object(members.merging(changes) { $1 })
  }

  @Test func `an upscaled video is larger and as long`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      let ack = try await client.post([Self.task("upscale", id, ["upscaleFactor": 4, "fps": 30])])
      #expect(ack.json == ["data": [["taskType": "upscale", "taskUUID": .string(id)]]])
      let item = try await client.finished(id).item
      #expect(item["taskType"] == "upscale")
      #expect(item["videoURL"]?.text?.hasSuffix(".mp4") == true)
      let order = try #require(await client.tools.rendered.first)
      #expect("\(order.size)" == "2560x1440")
      #expect(order.frames == 90)
      #expect(order.first != nil)
    }
  }

  @Test func `a caption is told in words`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      _ = try await client.post([Self.task("caption", id, ["includeCost": true])])
      let item = try await client.finished(id).item
      #expect(item["taskType"] == "caption")
      #expect(item["status"] == "success")
      #expect(item["text"]?.text?.isEmpty == false)
      #expect((item["cost"]?.double ?? 0) > 0)
    }
  }

  @Test func `a background is removed into the asked container`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      _ = try await client.post([Self.task("removeBackground", id, ["outputFormat": "WEBM"])])
      #expect(try await client.finished(id).item["videoURL"]?.text?.hasSuffix(".webm") == true)
      let order = try #require(await client.tools.rendered.first)
      #expect("\(order.size)" == "640x360")
    }
  }

  @Test func `what is no video, or no model, is refused`() async throws {
    try await SimulatorClient.run { client in
      let image = try await png("64x64").base64EncodedString()
      let wrong = Self.task(
        "upscale", newID(), ["inputs": ["video": .string(image)], "model": "nobody", "upscaleFactor": 9])
      let answer = try await client.post([wrong])
      #expect(Set(answer.codes) == ["invalidInputVideo", "invalidModel", "invalidUpscaleFactor"])
      let bare = try await client.post([Self.task("caption", newID(), ["inputs": [:]])])
      #expect(bare.codes == ["missingInputVideo"])
    }
  }
}

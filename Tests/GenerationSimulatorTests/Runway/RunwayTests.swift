import Foundation
import MediaBasics
import Testing

@testable import GenerationSimulator

@Suite struct RunwayTests {
  private static let version = ["-H", "X-Runway-Version: 2024-11-06"]

  private static let clip: JSONValue = [
    "model": "gen4.5", "promptText": "a red mug turns", "ratio": "1280:720", "duration": 5,
  ]

  private static func post(
    _ client: SimulatorClient, _ place: String, _ body: JSONValue, key: String? = "test-key",
    _ arguments: [String] = version
  ) async throws -> SimulatorClient.Answer {
    try await client.send("/v1/\(place)", body: try body.data(), key: key, arguments)
  }

  private static func get(_ client: SimulatorClient, _ place: String) async throws -> SimulatorClient.Answer {
    try await client.get("/v1/\(place)", version + ["-H", "Authorization: Bearer test-key"])
  }

  private static func finished(_ client: SimulatorClient, _ id: String) async throws -> JSONValue {
    while true {
      let task = try await get(client, "tasks/\(id)").json
      if !["PENDING", "RUNNING", "THROTTLED"].contains(task["status"]) { return task }
    }
  }

  @Test func `a clip is made to the ratio's size at its estimated cost`() async throws {
    try await SimulatorClient.run { client in
      let created = try await Self.post(client, "text_to_video", Self.clip)
      #expect(created.status == 200)
      #expect(created.json["estimatedCost"] == ["credits": 60])
      let id = try #require(created.json["id"]?.text)
      let task = try await Self.finished(client, id)
      #expect(task["id"]?.text == id)
      #expect(task["status"] == "SUCCEEDED")
      #expect(task["cost"] == ["credits": 60])
      #expect(task["estimatedCost"] == nil)
      #expect(task["createdAt"]?.text?.hasSuffix("Z") == true)
      let address = try #require(task["output"]?.elements?.first?.text)
      #expect(try await client.get(address).header("Content-Type") == "video/mp4")
      let order = try #require(await client.tools.rendered.first)
      #expect("\(order.size)" == "1280x720")
      #expect(order.frames == 120)
    }
  }

  @Test func `everything wrong with a body is an issue with its path`() async throws {
    try await SimulatorClient.run { client in
      let answer = try await Self.post(
        client, "text_to_video", ["model": "gen4.5", "ratio": "1:1000", "duration": 31, "seed": -1])
      #expect(answer.status == 400)
      #expect(answer.json["error"] == "Validation of body failed")
      #expect(answer.json["docUrl"]?.text?.hasPrefix("https://") == true)
      let paths = (answer.json["issues"]?.elements ?? []).map { $0["path"] }
      #expect(Set(paths) == [["promptText"], ["duration"], ["seed"], ["ratio"]])
    }
  }

  @Test func `a model that the endpoint lacks is an unknown one`() async throws {
    try await SimulatorClient.run { client in
      let answer = try await Self.post(client, "text_to_video", ["model": "gen4_turbo", "promptText": "a mug"])
      #expect(answer.status == 400)
      #expect(answer.json["issues"]?.elements?.first?["code"] == "invalid_union")
      #expect(answer.json["issues"]?.elements?.first?["path"] == ["model"])
    }
  }

  @Test func `a key and the version's header are needed`() async throws {
    try await SimulatorClient.run { client in
      let keyless = try await Self.post(client, "text_to_video", Self.clip, key: nil)
      #expect(keyless.status == 401)
      let refused = try await Self.post(client, "text_to_video", Self.clip, key: "bad-key")
      #expect(refused.status == 401)
      let unversioned = try await Self.post(client, "text_to_video", Self.clip, [])
      #expect(unversioned.status == 400)
    }
  }

  @Test func `an upload is promised, filled by a form and used by its URI`() async throws {
    try await SimulatorClient.run { client in
      let place = try await Self.post(client, "uploads", ["filename": "a.png", "type": "ephemeral"]).json
      let address = try #require(place["uploadUrl"]?.text)
      let key = try #require(place["fields"]?["key"]?.text)
      let uri = try #require(place["runwayUri"])
      let image = try await png("1280x720", color: "blue")
      let bare = try await client.send(address, body: image, key: nil, type: "image/png")
      #expect(bare.status == 403)
      let boundary = "test-boundary"
      var form = Data()
      form.append(Data("--\(boundary)\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n\(key)\r\n".utf8))
      form.append(
        Data("--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n".utf8))
      form.append(image)
      form.append(Data("\r\n--\(boundary)--\r\n".utf8))
      let filled = try await client.send(
        address, body: form, key: nil, type: "multipart/form-data; boundary=\(boundary)")
      #expect(filled.status == 204)
      let created = try await Self.post(
        client, "image_to_video", ["model": "gen4_turbo", "promptImage": uri, "ratio": "1280:720", "duration": 2])
      _ = try await Self.finished(client, try #require(created.json["id"]?.text))
      let picture = try #require(await client.tools.rendered.first?.first)
      #expect(try Data(contentsOf: picture.file) == image)
    }
  }

  private static let wrongImages = [
    "runway://3f2504e0-4f89-41d3-9a0c-0305e82c3301", "https://example.com/a.png", "a.png",
    "data:image/png;base64,bm8gaW1hZ2U=",
  ]

  @Test(arguments: wrongImages)
  func `an image that can't be used is told with its field`(text: String) async throws {
    try await SimulatorClient.run { client in
      let answer = try await Self.post(
        client, "image_to_video", ["model": "gen4_turbo", "promptImage": .string(text), "ratio": "1280:720"])
      #expect(answer.status == 400)
      #expect(answer.json["error"]?.text?.hasPrefix("Invalid asset in promptImage: ") == true)
    }
  }

  @Test func `a deleted task is not found, and not deleted twice`() async throws {
    try await SimulatorClient.run(SimulatorSettings(latency: 600)) { client in
      let id = try #require(try await Self.post(client, "text_to_video", Self.clip).json["id"]?.text)
      let delete = Self.version + ["-X", "DELETE", "-H", "Authorization: Bearer test-key"]
      let deleted = try await client.get("/v1/tasks/\(id)", delete)
      #expect(deleted.status == 204)
      #expect(deleted.body.isEmpty)
      let again = try await client.get("/v1/tasks/\(id)", delete)
      #expect(again.status == 404)
      #expect(again.json == ["error": "Could not find Task"])
      #expect(try await Self.get(client, "tasks/\(id)").status == 404)
    }
  }

  @Test func `tasks beyond the limit are throttled`() async throws {
    try await SimulatorClient.run(SimulatorSettings(latency: 600, concurrency: 2)) { client in
      var states: [String?] = []
      for _ in 0..<3 {
        let id = try #require(try await Self.post(client, "text_to_video", Self.clip).json["id"]?.text)
        states.append(try await Self.get(client, "tasks/\(id)").json["status"]?.text)
      }
      #expect(states == ["PENDING", "PENDING", "THROTTLED"])
    }
  }

  @Test func `a failed task has a code and costs nothing`() async throws {
    let faults = try FaultPlan(parsing: "task:fail=INTERNAL.BAD_OUTPUT.CODE01")
    try await SimulatorClient.run(SimulatorSettings(faults: faults)) { client in
      let id = try #require(try await Self.post(client, "text_to_video", Self.clip).json["id"]?.text)
      let task = try await Self.finished(client, id)
      #expect(task["status"] == "FAILED")
      #expect(task["failureCode"] == "INTERNAL.BAD_OUTPUT.CODE01")
      #expect(task["failure"] == "An unexpected error occurred.")
      #expect(task["cost"] == ["credits": 0])
    }
  }

  @Test func `a lost answer leaves a task that was made`() async throws {
    let faults = try FaultPlan(parsing: "submit:lost@1")
    try await SimulatorClient.run(SimulatorSettings(faults: faults)) { client in
      #expect(try await Self.post(client, "text_to_video", Self.clip).exit == 52)
      _ = try await Self.post(client, "text_to_video", Self.clip)
      let tasks = try await client.get("/_sim/requests").json["tasks"]?.elements
      #expect(tasks?.map { $0["accepted"] } == [true, true])
    }
  }
}

import Foundation
import MediaBasics
import Testing

@testable import GenerationSimulator

@Suite struct FaultTests {
  private static func run(
    _ plan: String, _ body: (SimulatorClient) async throws -> Void
  ) async throws {
    try await SimulatorClient.run(SimulatorSettings(faults: try FaultPlan(parsing: plan)), body)
  }

  @Test func `a reset submission did nothing and answers nothing`() async throws {
    try await Self.run("submit:reset@1") { client in
      let id = newID()
      let answer = try await client.post([videoTask(id)])
      #expect(answer.exit == 52)
      #expect(try await client.post([videoTask(id)]).item["taskUUID"]?.text == id)
    }
  }

  @Test func `a lost acknowledgement did all, so the repetition is a conflict`() async throws {
    try await Self.run("ack:lost@1") { client in
      let id = newID()
      #expect(try await client.post([videoTask(id)]).exit == 52)
      #expect(try await client.post([videoTask(id)]).codes == ["conflictTaskUUID"])
      #expect(try await client.finished(id).item["status"] == "success")
      let task = try await client.get("/_sim/requests").json["tasks"]?.elements?.first
      #expect(task?["seen"] == 2)
    }
  }

  @Test func `a status comes with an error in the service's shape, and 429 with a time to wait`() async throws {
    try await Self.run("poll:429@1,poll:500@2") { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      let ask: JSONValue = ["taskType": "getResponse", "taskUUID": .string(id)]
      let busy = try await client.post([ask])
      #expect(busy.status == 429)
      #expect(busy.header("Retry-After") == "1")
      #expect(busy.codes == ["rateLimitExceeded"])
      let broken = try await client.post([ask])
      #expect(broken.status == 500)
      #expect(broken.header("Retry-After") == nil)
      #expect(broken.codes == ["internalServerError"])
    }
  }

  @Test func `HTML and broken JSON come as asked`() async throws {
    try await Self.run("upload:html@1,upload:json@2") { client in
      let upload: JSONValue = [
        "taskType": "imageUpload", "taskUUID": .string(newID()),
        "image": .string(try await png("64x64").base64EncodedString()),
      ]
      let page = try await client.post([upload])
      #expect(page.status == 502)
      #expect(page.header("Content-Type") == "text/html")
      let broken = try await client.post([upload])
      #expect(broken.status == 200)
      #expect(broken.body.first == UInt8(ascii: "{"))
      #expect(throws: (any Error).self) { try JSONValue(parsing: broken.body) }
    }
  }

  @Test func `a truncated download has the whole length in its head and half of the bytes`() async throws {
    try await Self.run("download:truncate@1") { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      let address = try #require(try await client.finished(id).item["videoURL"]?.text)
      let cut = try await client.get(address)
      #expect(cut.exit == 18)
      let length = try #require(cut.header("Content-Length").flatMap { Int($0) })
      #expect(cut.body.count == length / 2)
      let rest = try await client.get(address, ["-r", "\(length / 2)-"])
      #expect(try await client.get(address).body == cut.body + rest.body)
    }
  }

  @Test func `a length one too long and a slow drip bring all bytes, and a redirect and an endless answer none`()
    async throws
  {
    let plan = "download:length@1,download:drip=1000000@2,poll:redirect@1,upload:endless"
    try await Self.run(plan) { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      let redirect = try await client.post([["taskType": "getResponse", "taskUUID": .string(id)]])
      #expect(redirect.status == 307 && redirect.header("Location") == "http://example.com/")
      let address = try #require(try await client.finished(id).item["videoURL"]?.text)
      let long = try await client.get(address)
      #expect(long.exit == 18)
      let told = try #require(long.header("Content-Length").flatMap { Int($0) })
      #expect(told == long.body.count + 1)
      #expect(try await client.get(address).body == long.body)
      #expect(try await client.get(address).body == long.body)
      let upload: JSONValue = ["taskType": "imageUpload", "taskUUID": .string(newID()), "image": "AAAA"]
      let endless = try await client.send(
        "/v1", body: try JSONValue.array([upload]).data(), key: "test-key", ["--max-time", "1"])
      #expect(endless.exit == 28)
    }
  }

  @Test func `a task that is to fail fails with its code, after it was accepted`() async throws {
    try await Self.run("task:fail=timeoutProvider@1") { client in
      let id = newID()
      #expect(try await client.post([videoTask(id)]).item["taskUUID"]?.text == id)
      let answer = try await client.finished(id)
      #expect(answer.status == 200)
      let error = try #require(answer.json["errors"]?.elements?.first)
      #expect(error["code"] == "timeoutProvider")
      #expect(error["status"] == "error")
      #expect(error["taskUUID"]?.text == id)
      #expect(error["taskType"] == "videoInference")
    }
  }

  @Test func `an expired address is refused, a new poll tells a fresh one`() async throws {
    try await Self.run("url:expire=0s") { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      let address = try #require(try await client.finished(id).item["videoURL"]?.text)
      #expect(address.contains("?expires="))
      #expect(try await client.get(address).status == 403)
    }
  }

  @Test func `answers come empty, twice or in another order`() async throws {
    try await Self.run("poll:empty@3,poll:duplicate@4,poll:shuffle@5") { client in
      let ids = [newID(), newID()]
      _ = try await client.post(ids.map { videoTask($0, ["deliveryMethod": "sync"]) })
      func poll() async throws -> [String?] {
        let answer = try await client.post(ids.map { ["taskType": "getResponse", "taskUUID": .string($0)] })
        return (answer.json["data"]?.elements ?? []).map { $0["taskUUID"]?.text }
      }
      _ = try await (poll(), poll())
      #expect(try await poll() == [])
      #expect(try await poll() == ids + ids)
      #expect(try await poll() == ids.reversed())
    }
  }

  @Test func `a clip can have one frame more than asked`() async throws {
    try await Self.run("clip:extra-frame") { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      _ = try await client.finished(id)
      #expect(await client.tools.rendered.first?.frames == 151)
    }
  }
}

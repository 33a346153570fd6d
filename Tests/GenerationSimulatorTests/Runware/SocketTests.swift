import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationSimulator

@Suite struct SocketTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../sdk/socket_lines.py").standardizedFileURL.path

  private static let login: JSONValue = [["taskType": "authentication", "apiKey": "test-key"]]

  /// Sends messages over one connection and gives the first `count` that come back.
  private static func exchange(
    _ client: SimulatorClient, path: String = "/v1", count: Int, _ messages: [JSONValue]
  ) async throws -> [String] {
    let lines = try messages.map { String(decoding: try $0.data(), as: UTF8.self) }.joined(separator: "\n")
    let outcome = try await offPool {
      try Command.run(
        "/usr/bin/env", ["python3", script, client.address.absoluteString + path, "\(count)"],
        input: Data((lines + "\n").utf8))
    }
    #expect(outcome.status == 0, "\(outcome.stderr)")
    return outcome.text.split(separator: "\n").map(String.init)
  }

  private static func parsed(_ lines: [String]) throws -> [JSONValue] {
    try lines.map { try JSONValue(parsing: Data($0.utf8)) }
  }

  @Test(arguments: ["/v1", ""])
  func `a key opens a session, in which pings are answered`(path: String) async throws {
    try await SimulatorClient.run { client in
      let answers = try Self.parsed(
        try await Self.exchange(
          client, path: path, count: 2, [Self.login, [["taskType": "ping", "ping": true]]]))
      let session = answers[0]["data"]?.elements?.first
      #expect(session?["taskType"] == "authentication")
      #expect(session?["connectionSessionUUID"]?.text.flatMap(UUID.init(uuidString:)) != nil)
      #expect(answers[1] == ["data": [["taskType": "ping", "pong": true]]])
    }
  }

  @Test func `an earlier session is taken up`() async throws {
    try await SimulatorClient.run { client in
      let session = newID()
      let login: JSONValue = [
        ["taskType": "authentication", "apiKey": "test-key", "connectionSessionUUID": .string(session)]
      ]
      let answers = try Self.parsed(try await Self.exchange(client, count: 1, [login]))
      #expect(answers[0]["data"]?.elements?.first?["connectionSessionUUID"]?.text == session)
    }
  }

  @Test func `a refused key is told, and the connection stays open for a better one`() async throws {
    try await SimulatorClient.run { client in
      let wrong: JSONValue = [["taskType": "authentication", "apiKey": "bad-key"]]
      let answers = try Self.parsed(
        try await Self.exchange(client, count: 3, [wrong, [videoTask()], Self.login]))
      #expect(answers[0]["errors"]?.elements?.first?["code"] == "invalidApiKey")
      #expect(answers[1]["errors"]?.elements?.first?["code"] == "missingApiKey")
      #expect(answers[2]["data"] != nil)
    }
  }

  @Test func `a task is acknowledged, then its result is pushed`() async throws {
    try await SimulatorClient.run(SimulatorSettings(latency: 0.1)) { client in
      let id = newID()
      let answers = try Self.parsed(try await Self.exchange(client, count: 3, [Self.login, [videoTask(id)]]))
      #expect(answers[1] == ["data": [["taskType": "videoInference", "taskUUID": .string(id)]]])
      let item = answers[2]["data"]?.elements?.first
      #expect(item?["taskUUID"]?.text == id)
      #expect(item?["status"] == "success")
    }
  }

  @Test func `a megabyte in one message is taken`() async throws {
    try await SimulatorClient.run { client in
      var image = try await png("64x64").prefix(32)
      image.append(Data(repeating: 7, count: 1_000_000))
      let upload: JSONValue = [
        [
          "taskType": "imageUpload", "taskUUID": .string(newID()), "image": .string(image.base64EncodedString()),
        ]
      ]
      let answers = try Self.parsed(try await Self.exchange(client, count: 2, [Self.login, upload]))
      #expect(answers[1]["data"]?.elements?.first?["imageUUID"] != nil)
    }
  }

  @Test func `a lost acknowledgement breaks the connection off, without a goodbye`() async throws {
    try await SimulatorClient.run(SimulatorSettings(faults: try FaultPlan(parsing: "ack:lost@1"))) { client in
      let id = newID()
      let answers = try await Self.exchange(client, count: 2, [Self.login, [videoTask(id)]])
      #expect(answers.last == "closed")
      #expect(try await client.post([videoTask(id)]).codes == ["conflictTaskUUID"])
    }
  }
}

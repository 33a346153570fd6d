import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationSimulator

@Suite struct PollingTests {
  private static func poll(_ id: String) -> JSONValue { ["taskType": "getResponse", "taskUUID": .string(id)] }

  @Test func `a task is processed for its latency, without any address`() async throws {
    try await SimulatorClient.run(SimulatorSettings(latency: 600)) { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      let answer = try await client.post([Self.poll(id)])
      #expect(answer.status == 200)
      #expect(answer.item["status"] == "processing")
      #expect(answer.item["taskType"] == "videoInference")
      #expect(answer.item["videoURL"] == nil)
      #expect((0..<100).contains(answer.item["progress"]?.int ?? -1))
    }
  }

  @Test func `many tasks are polled in one request, an unknown one among them`() async throws {
    try await SimulatorClient.run { client in
      let ids = [newID(), newID(), newID()]
      _ = try await client.post(ids.prefix(2).map { videoTask($0) })
      for id in ids.prefix(2) { _ = try await client.finished(id) }
      let answer = try await client.post(ids.map(Self.poll))
      #expect(answer.status == 200)
      #expect(answer.json["data"]?.elements?.map { $0["taskUUID"]?.text } == Array(ids.prefix(2)))
      #expect(answer.codes == ["taskNotFound"])
      #expect(answer.json["errors"]?.elements?.first?["taskUUID"]?.text == ids[2])
    }
  }

  @Test func `an unknown task alone is not found`() async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post([Self.poll(newID())])
      #expect(answer.status == 404)
      #expect(answer.codes == ["taskNotFound"])
    }
  }

  @Test func `an unknown task can be told as nothing at all`() async throws {
    try await SimulatorClient.run(SimulatorSettings(unknownTask: .empty)) { client in
      let answer = try await client.post([Self.poll(newID())])
      #expect(answer.status == 200)
      #expect(answer.json == ["data": []])
    }
  }

  @Test func `a task's details hold its request and its answer`() async throws {
    try await SimulatorClient.run { client in
      let id = newID()
      _ = try await client.post([videoTask(id)])
      _ = try await client.finished(id)
      let answer = try await client.post([["taskType": "getTaskDetails", "taskUUID": .string(id)]])
      #expect(answer.item["request"]?.elements?.first?["positivePrompt"] == "a slow turn of a red mug")
      #expect(answer.item["response"]?["data"]?.elements?.first?["status"] == "success")
    }
  }

  @Test func `tasks and files outlive a simulator that keeps a folder`() async throws {
    let folder = try TemporaryFolder()
    let id = newID()
    var video = ""
    try await SimulatorClient.run(SimulatorSettings(folder: folder.url)) { client in
      _ = try await client.post([videoTask(id)])
      video = try #require(try await client.finished(id).item["videoUUID"]?.text)
    }
    try await SimulatorClient.run(SimulatorSettings(folder: folder.url)) { client in
      #expect(try await client.post([videoTask(id)]).codes == ["conflictTaskUUID"])
      let answer = try await client.finished(id)
      #expect(answer.item["videoUUID"]?.text == video)
      #expect(try await client.get("/files/\(video).mp4").status == 200)
      #expect(await client.tools.rendered.isEmpty)
    }
  }
}

import Foundation
import MediaBasics
import Testing

@testable import GenerationSimulator

@Suite struct JournalTests {
  @Test func `requests tells each task with how often it came and how it was answered`() async throws {
    try await SimulatorClient.run { client in
      let (good, bad) = (newID(), newID())
      _ = try await client.post([videoTask(good), videoTask(bad, ["duration": 7])])
      _ = try await client.post([videoTask(good)])
      _ = try await client.finished(good)
      let report = try await client.get("/_sim/requests").json
      let tasks = try #require(report["tasks"]?.elements)
      #expect(tasks.map { $0["taskUUID"]?.text } == [good, bad])
      #expect(tasks[0]["seen"] == 2)
      #expect(tasks[0]["accepted"] == true)
      #expect(tasks[0]["refusals"] == ["conflictTaskUUID"])
      #expect(tasks[0]["taskType"] == "videoInference")
      #expect(tasks[0]["model"] == "minimax:1@1")
      #expect(tasks[0]["times"]?.elements?.count == 2)
      #expect((tasks[0]["polls"]?.int ?? 0) >= 1)
      #expect(tasks[0]["request"]?["positivePrompt"] == "a slow turn of a red mug")
      #expect(tasks[1]["accepted"] == false)
      #expect(tasks[1]["refusals"] == ["unsupportedDuration"])
      #expect(report["requests"]?["byKind"]?["submit"] == 2)
      #expect(report["requests"]?["peakPerMinute"]?.int == report["requests"]?["total"]?.int)
    }
  }

  @Test func `the most tasks in flight are told`() async throws {
    try await SimulatorClient.run(SimulatorSettings(latency: 600)) { client in
      _ = try await client.post((0..<4).map { _ in videoTask() })
      #expect(try await client.get("/_sim/requests").json["tasksInFlightPeak"] == 4)
    }
  }

  @Test func `inline media is cut short in the journal`() async throws {
    try await SimulatorClient.run { client in
      let image = try await png("1366x768").base64EncodedString()
      let id = newID()
      _ = try await client.post([videoTask(id, ["frameImages": [["inputImage": .string(image)]]])])
      let report = try await client.get("/_sim/requests")
      #expect(report.body.count < 4000)
      let told = report.json["tasks"]?.elements?.first?["request"]?["frameImages"]?.elements?.first?["inputImage"]
      #expect(told?.text?.hasSuffix("(\(image.utf8.count) bytes)") == true)
    }
  }
}

import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Testing

struct RunwareToolTests {
  private func text(_ json: JSONValue) throws -> String { String(decoding: try json.data(), as: UTF8.self) }

  private func runware(_ server: FakeServer) throws -> RunwareProvider {
    try RunwareProvider(Rig.settings(server))
  }

  @Test func `each tool has the shape that Runware documents`() throws {
    let video = MediaReference.identifier("v-1")
    #expect(
      try text(
        RunwareTool.upscale(video, model: "bria:50@1", .factor(2), fps: 30).payload(taskID: "id", outputFormat: "mp4")
      ) == """
        {"deliveryMethod":"async","fps":30,"includeCost":true,"inputs":{"video":"v-1"},"model":"bria:50@1",\
        "outputFormat":"MP4","outputType":"URL","taskType":"upscale","taskUUID":"id","upscaleFactor":2}
        """)
    let size = try #require(PixelSize("3840x2160"))
    #expect(
      try text(RunwareTool.upscale(video, model: "m", .size(size)).payload(taskID: "id")) == """
        {"deliveryMethod":"async","height":2160,"includeCost":true,"inputs":{"video":"v-1"},"model":"m",\
        "outputType":"URL","taskType":"upscale","taskUUID":"id","width":3840}
        """)
    #expect(
      try text(
        RunwareTool.removeBackground(video, model: "bria:51@1", settings: ["backgroundColor": "green"])
          .payload(taskID: "id", outputFormat: "webm")) == """
          {"deliveryMethod":"async","includeCost":true,"inputs":{"video":"v-1"},"model":"bria:51@1","outputFormat":"WEBM",\
          "outputType":"URL","settings":{"backgroundColor":"green"},"taskType":"removeBackground","taskUUID":"id"}
          """)
    #expect(throws: GenerationError.self) {
      try RunwareTool.caption(.file(URL(fileURLWithPath: "/v.mp4")), model: "m").payload(taskID: "id")
    }
  }

  @Test func `a caption is waited for and comes as words`() async throws {
    let server = try FakeServer { request, number in
      switch number {
      case 0: [Rig.acknowledge(request)]
      case 1: [.json(#"{"data":[{"taskType":"caption","taskUUID":"id","status":"processing"}]}"#)]
      default:
        [
          .json(
            #"{"data":[{"taskType":"caption","taskUUID":"id","status":"success","text":"a red mug","cost":0.01}]}"#)
        ]
      }
    }
    let caption = try await runware(server).caption(.identifier("v-1"), model: "memories:1@1", taskID: "id")
    #expect(caption.text == "a red mug")
    #expect(caption.cost == Cost(Decimal(string: "0.01") ?? 0))
    #expect(server.requests.count == 3)
  }

  @Test(arguments: [
    #""balance":12.34"#, #""balance":{"amount":12.34,"currency":"USD"}"#, #""balance":"12.34""#,
  ])
  func `a balance is read as a number and as an object, and keys are left out`(balance: String) async throws {
    let server = try FakeServer { _, _ in
      [
        .json(
          #"{"data":[{"organizationName":"Acme",\#(balance),"apiKeys":[{"apiKey":"abc"}],"team":[{"name":"x"}]}]}"#)
      ]
    }
    let account = try await runware(server).account()
    #expect(account.balance == Cost(Decimal(string: "12.34") ?? 0))
    #expect(account.organization == "Acme")
    #expect(account.details["apiKeys"] == nil)
    let request = try #require(server.requests.first)
    let task = try #require(try Rig.tasks(request).first)
    #expect(task["taskType"] == "accountManagement")
    #expect(task["operation"] == "getDetails")
  }

  @Test func `models are searched page by page`() async throws {
    let server = try FakeServer { _, _ in
      [
        .json(
          """
          {"data":[{"taskType":"modelSearch","totalResults":57,"results":[{"air":"a:1@1","name":"A","version":"2","tags":["x"]},\
          {"name":"no air"}]}]}
          """)
      ]
    }
    let page = try await runware(server).searchModels("wan", limit: 2, offset: 4, filters: ["category": "lora"])
    #expect(page.total == 57)
    #expect(page.models.map(\.air) == ["a:1@1"])
    let request = try #require(server.requests.first)
    let task = try #require(try Rig.tasks(request).first)
    #expect(task["search"] == "wan")
    #expect(task["limit"] == 2)
    #expect(task["offset"] == 4)
    #expect(task["category"] == "lora")
    await #expect(throws: GenerationError.self) { try await runware(server).searchModels(limit: 101) }
  }

  @Test func `a file is removed from the storage`() async throws {
    let server = try FakeServer { _, _ in [.json(#"{"data":[{"operation":"delete","mediaUUID":"m-1"}]}"#)] }
    try await runware(server).deleteMedia("m-1")
    let request = try #require(server.requests.first)
    #expect(try Rig.tasks(request).first?["mediaUUID"] == "m-1")
  }

  @Test func `Runway tells credits and limits`() async throws {
    let server = try FakeServer { _, _ in
      [
        .json(
          """
          {"creditBalance":500,"tier":{"models":{"gen4.5":{"maxConcurrentGenerations":3},\
          "aleph2":{"maxConcurrentGenerations":null}}}}
          """)
      ]
    }
    let account = try await RunwayProvider(Rig.settings(server)).account()
    #expect(account.credits == 500)
    #expect(account.concurrency == ["gen4.5": 3])
    #expect(server.requests.first?.target == "/v1/organization")
  }
}

import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Testing

struct RunwarePayloadTests {
  private func text(_ request: GenerationRequest) throws -> String {
    let server = try FakeServer { _, _ in [] }
    let json = try Rig.runware(server).payload(for: request, taskID: "id")
    return String(decoding: try json.data(), as: UTF8.self)
  }

  @Test func `every field of a request has the shape that Runware documents`() throws {
    let request = GenerationRequest(
      model: "bytedance:2@1", prompt: "a mug", negativePrompt: "people", duration: Rational("1.2"), fps: 24,
      size: PixelSize(width: 864, height: 480), seed: 9_223_372_036_854_775_809,
      frameImages: [
        FrameImage(.identifier("aaaa"), at: .first),
        FrameImage(.identifier("https://x.example/b.png"), at: .index(12)),
        FrameImage(.identifier("cccc"), at: .last), FrameImage(.identifier("dddd")),
      ],
      referenceImages: [.identifier("r1")], referenceVideos: [.identifier("v1")], audios: [.identifier("a1")],
      seedVideo: .identifier("s1"), results: 3, outputFormat: "webm", outputQuality: 90)
    #expect(
      try text(request) == """
        {"deliveryMethod":"async","duration":1.2,"fps":24,"frameImages":[{"frame":"first","inputImage":"aaaa"},\
        {"frame":12,"inputImage":"https://x.example/b.png"},{"frame":"last","inputImage":"cccc"},{"inputImage":"dddd"}],\
        "height":480,"includeCost":true,"inputAudios":["a1"],"inputs":{"video":"s1"},"model":"bytedance:2@1",\
        "negativePrompt":"people","numberResults":3,"outputFormat":"WEBM","outputQuality":90,"outputType":"URL",\
        "positivePrompt":"a mug","referenceImages":["r1"],"referenceVideos":["v1"],"seed":9223372036854775809,\
        "taskType":"videoInference","taskUUID":"id","width":864}
        """)
  }

  @Test func `a model of the newer form gets its media within inputs, and no size beside a frame image`() throws {
    let request = GenerationRequest(
      model: "klingai:kling-video@3-pro", prompt: "a mug", size: PixelSize(width: 1920, height: 1080),
      frameImages: [FrameImage(.identifier("aaaa"), at: .first)], referenceImages: [.identifier("r1")],
      audios: [.identifier("a1")])
    #expect(
      try text(request) == """
        {"deliveryMethod":"async","includeCost":true,"inputs":{"audio":"a1","frameImages":[{"frame":"first","image":"aaaa"}],\
        "referenceImages":["r1"]},"model":"klingai:kling-video@3-pro","outputType":"URL","positivePrompt":"a mug",\
        "taskType":"videoInference","taskUUID":"id"}
        """)
  }

  @Test func `what is not asked is not sent`() throws {
    #expect(
      try text(GenerationRequest(model: "klingai:5@3", duration: Rational(5))) == """
        {"deliveryMethod":"async","duration":5,"includeCost":true,"model":"klingai:5@3","outputType":"URL",\
        "taskType":"videoInference","taskUUID":"id"}
        """)
  }

  @Test func `further parameters are merged last, by dotted path`() throws {
    let request = GenerationRequest(
      model: "m",
      extra: [
        "providerSettings.minimax.promptOptimizer": true, "CFGScale": 0.5, "lora": [["model": "a:1@1", "weight": 1]],
        "lora.0.weight": -0.5, "lora.1.model": "b:1@1", "deliveryMethod": "sync", "includeCost": nil,
        "safety": ["mode": "fast"], "inputs.speech.text": "hello",
      ])
    #expect(
      try text(request) == """
        {"CFGScale":0.5,"deliveryMethod":"sync","inputs":{"speech":{"text":"hello"}},\
        "lora":[{"model":"a:1@1","weight":-0.5},{"model":"b:1@1"}],"model":"m","outputType":"URL",\
        "providerSettings":{"minimax":{"promptOptimizer":true}},"safety":{"mode":"fast"},\
        "taskType":"videoInference","taskUUID":"id"}
        """)
  }

  @Test func `a local file has to be uploaded before`() throws {
    let error = #expect(throws: GenerationError.self) {
      try text(GenerationRequest(model: "m", frameImages: [FrameImage(.file(URL(fileURLWithPath: "/x/a.png")))]))
    }
    #expect(error?.code == .payload)
    #expect(error?.report.message.contains("frameImages[0]") == true)
  }

  @Test func `an acted performance is no parameter of Runware's`() throws {
    let error = #expect(throws: GenerationError.self) {
      try text(GenerationRequest(model: "m", performance: .identifier("p")))
    }
    #expect(error?.report.code == "client.unsupported")
    #expect(error?.report.kind == .usage)
  }
}

import Foundation
import MediaBasics
import ModelCatalog
import Testing

@testable import GenerationClient

struct RunwareOptionsTests {
  @Test func `every option reaches the wire in the shape that Runware documents`() throws {
    var options = RunwareOptions()
    options.steps = 30
    options.guidance = 7.5
    options.scheduler = "Default"
    options.resolution = "720p"
    options.timeToLive = 3600
    options.webhook = URL(string: "https://hooks.example/x?secret=1")
    options.uploadEndpoint = URL(string: "https://store.example/put")
    options.safety = .full
    options.acceleration = .high
    options.acceleratorOptions = ["teaCache": true, "teaCacheDistance": 0.5]
    options.loras = [.init(model: "a:1@1", weight: -0.5, transformer: "high"), .init(model: "b:1@1")]
    options.speech = "hello"
    options.voice = "auto"
    options.watermark = ["text": "demo", "opacity": 0.5]
    options.makerSettings = ["klingai": ["soundVolume": 1]]
    options.others = ["brandNew.knob": 3]
    #expect(options.issues.isEmpty)
    let server = try FakeServer { _, _ in [] }
    let json = try Rig.runware(server).payload(
      for: GenerationRequest(model: "m", extra: options.parameters), taskID: "id")
    #expect(
      String(decoding: try json.data(), as: UTF8.self) == """
        {"CFGScale":7.5,"acceleration":"high","acceleratorOptions":{"teaCache":true,"teaCacheDistance":0.5},\
        "advancedFeatures":{"watermark":{"opacity":0.5,"text":"demo"}},"brandNew":{"knob":3},"deliveryMethod":"async",\
        "includeCost":true,"lora":[{"model":"a:1@1","transformer":"high","weight":-0.5},{"model":"b:1@1"}],"model":"m",\
        "outputType":"URL","providerSettings":{"klingai":{"soundVolume":1}},"resolution":"720p","safety":{"mode":"full"},\
        "scheduler":"Default","speech":{"text":"hello","voice":"auto"},"steps":30,"taskType":"videoInference",\
        "taskUUID":"id","ttl":3600,"uploadEndpoint":"https://store.example/put",\
        "webhookURL":"https://hooks.example/x?secret=1"}
        """)
  }

  @Test func `all that is out of range is told at once, each with what is allowed`() {
    let issues = Self.errors(in: [
      "steps": 5, "ttl": 30, "safety.mode": "slow", "lora": [["model": "a"], ["model": "b", "weight": 9]],
      "includeCost": "yes", "webhookURL": "http://x.example", "speech.text": "", "CFGScale": 99, "unheardOf": [1],
      "providerSettings": ["vidu": ["style": "oil"]], "acceleratorOptions.cacheStartStep": 2,
      "acceleratorOptions.cacheStartStepPercentage": 10,
    ])
    #expect(
      issues.map(\.path) == [
        "steps", "includeCost", "ttl", "webhookURL", "safety.mode", "speech.text", "lora[1].weight",
        "providerSettings.vidu.style", "acceleratorOptions.cacheStartStepPercentage",
      ])
    #expect(issues.first?.message == "steps is 5; it must be a whole number, 10 to 50.")
    #expect(issues.last?.code == "incompatibleParameters")
  }

  @Test func `the documentation lists every parameter with its rule and what stands in for it`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/generation.md").standardizedFileURL
    let rows = Set(try String(contentsOf: page, encoding: .utf8).split(separator: "\n").map(String.init))
    for parameter in ParameterList.runware.parameters + ParameterList.runway.parameters {
      let value = parameter.defaultValue?.plainText ?? ""
      let row = "| `\(parameter.path)` | \(parameter.rule.words) | \(value) |"
      #expect(rows.contains(row), "docs/generation.md lacks: \(row)")
    }
  }

  private static func errors(in extra: [String: JSONValue]) -> [MediaBasics.Issue] {
    ParameterList.runware.issues(in: extra).filter { $0.severity == .error }
  }

  @Test func `a stranger within a known group is told by its place and sent as it is`() throws {
    let extra: [String: JSONValue] = [
      "providerSettings": ["klingai": ["newKnob": 1, "sound": true], "newMaker": ["x": 1]],
      "lora": [["model": "a", "blend": "soft"]], "safety.level": 2, "inputs": ["image": "u"],
      "settings": ["draft": true],
      "advancedFeatures.watermark.angle": 45,
    ]
    let issues = ParameterList.runware.issues(in: extra)
    #expect(
      issues.map(\.path) == [
        "advancedFeatures.watermark.angle", "lora[0].blend", "providerSettings.klingai.newKnob",
        "providerSettings.newMaker", "safety.level",
      ])
    #expect(issues.allSatisfy { $0.severity == .warning && $0.code == "unknownParameter" })
    let server = try FakeServer { _, _ in [] }
    let json = try Rig.runware(server).payload(for: GenerationRequest(model: "m", extra: extra), taskID: "id")
    #expect(json["providerSettings"]?["klingai"]?["newKnob"] == 1)
    #expect(json["safety"] == ["level": 2])
    #expect(json["lora"]?.elements?.first?["blend"] == "soft")
  }

  @Test func `sound and speech exclude each other, however the sound is given`() throws {
    let server = try FakeServer { _, _ in [] }
    let request = GenerationRequest(model: "m", audios: [.identifier("a")], extra: ["speech": ["text": "hello"]])
    #expect(try Rig.runware(server).issues(in: request).map(\.code) == ["incompatibleParameters"])
  }

  @Test func `a simulation's own address may be called back`() {
    #expect(ParameterList.runware.issues(in: ["webhookURL": "http://127.0.0.1:8080/x"]).isEmpty)
  }

  @Test func `a parameter set by a path into a list is judged like any other`() {
    let issues = ParameterList.runware.issues(in: ["lora": [["model": "a"]], "lora.0.weight": 5])
    #expect(issues.map(\.path) == ["lora[0].weight"])
  }
}

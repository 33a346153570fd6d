import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Testing

/// Each field of the contract, asked for by itself at each of its endpoints, and the JSON that is sent for it.
struct RunwayParameterTests {
  /// How a field is asked for, and what the service is to read.
  private struct Field: Sendable {
    let sent: JSONValue
    let ask: @Sendable (inout GenerationRequest) -> Void

    init(_ sent: JSONValue, _ ask: @escaping @Sendable (inout GenerationRequest) -> Void) {
      (self.sent, self.ask) = (sent, ask)
    }
  }

  /// What a request has a member for.
  private static let typed: [String: Field] = [
    "promptText": Field("a mug") { $0.prompt = "a mug" },
    "negativePrompt": Field("people") { $0.negativePrompt = "people" },
    "promptImage": Field("runway://i") { $0.frameImages = [FrameImage(.identifier("runway://i"), at: .first)] },
    "promptVideo": Field("runway://v") { $0.seedVideo = .identifier("runway://v") },
    "videoUri": Field("runway://v") { $0.seedVideo = .identifier("runway://v") },
    "references": Field([["uri": "runway://r"]]) { $0.referenceImages = [.identifier("runway://r")] },
    "referenceVideos": Field([["type": "video", "uri": "runway://w"]]) {
      $0.referenceVideos = [.identifier("runway://w")]
    },
    "referenceAudio": Field([["type": "audio", "uri": "runway://a"]]) { $0.audios = [.identifier("runway://a")] },
    "character": Field(["type": "image", "uri": "runway://i"]) {
      $0.frameImages = [FrameImage(.identifier("runway://i"))]
    },
    "reference": Field(["type": "video", "uri": "runway://p"]) { $0.performance = .identifier("runway://p") },
    "ratio": Field("1280:720") { $0.size = PixelSize(width: 1280, height: 720) },
    "duration": Field(5) { $0.duration = Rational(5) },
    "seed": Field(4_294_967_295) { $0.seed = 4_294_967_295 },
    "outputFormat": Field("prores") { $0.outputFormat = "mov" },
    "targetFramerate": Field("60") { $0.fps = 60 },
  ]

  /// What is set in the service's own words.
  private static let worded: [String: JSONValue] = [
    "audio": false, "bodyControl": true, "cfgScale": 0.5, "contentModeration": ["publicFigureThreshold": "low"],
    "creativity": 50, "draft": true, "draftTaskId": "11111111-2222-4333-8444-555555555555", "expressionIntensity": 5,
    "flavor": "vivid", "fpsBoost": true,
    "keyframes": [["uri": "runway://k", "seconds": 1.5, "range": ["start_seconds": 1, "end_seconds": 2]]],
    "mode": "extend", "promptExpansionMode": "quality", "proresProfile": "hq",
    "providerSettings": ["shotType": "customize", "multiPrompt": [["prompt": "one", "duration": 3]]],
    "resolution": "720p", "sharpen": 100, "smartGrain": 0, "targetAspectRatio": "16:9",
  ]

  /// Where the shape is a word, no size.
  private static let shapes: [String: JSONValue] = [
    "grok_imagine_1_5_lite image_to_video": "auto_720p", "kling_4 image_to_video": "auto_720p",
    "kling_4 video_to_video": "auto_1080p", "gemini_omni_flash_1.1 video_to_video": "1280:720",
  ]

  private static func field(_ name: String, of entry: RunwayContract.Entry) -> Field? {
    if let word = worded[name] { return Field(word) { $0.extra[name] = word } }
    switch name {
    case "ratio":
      if let word = shapes[entry.testDescription] { return Field(word) { $0.extra["ratio"] = word } }
      guard ["hailuo3", "grok_imagine_1_5"].contains(entry.model) else { break }
      return Field("16:9") { $0.size = PixelSize(width: 1280, height: 720) }
    case "outputFormat" where !entry.optional.contains("proresProfile"):
      return Field("mov") { $0.outputFormat = "mov" }
    case "referenceVideos" where entry.task == .textToVideo && isWorkedOn(entry.model):
      // A reference video alone is the one that these models work on.
      let videos: JSONValue = [["type": "video", "uri": "runway://w"]]
      return Field(videos) { $0.extra[name] = videos }
    default: break
    }
    return typed[name]
  }

  private static func isWorkedOn(_ model: String) -> Bool {
    RunwayContract.entries.contains {
      $0.model == model && $0.task == .videoToVideo && $0.optional.contains("referenceVideos")
    }
  }

  @Test(arguments: RunwayContract.entries)
  func `each field arrives at its endpoint in its own shape, and nothing else with it`(
    entry: RunwayContract.Entry
  ) throws {
    let server = try FakeServer { _, _ in [] }
    let provider = try Rig.runway(server)
    let model = try ModelCatalog.builtIn.model(entry.model)
    for name in entry.required.union(entry.optional).sorted() {
      var request = GenerationRequest(model: entry.model)
      var body: [String: JSONValue] = ["model": .string(entry.model)]
      for needed in entry.required.union([name]) {
        let field = try #require(Self.field(needed, of: entry), "the test knows no \(needed)")
        field.ask(&request)
        body[needed] = field.sent
      }
      let payload = try provider.payload(for: request, taskID: "local")
      #expect(payload == ["path": .string("/v1/\(entry.endpoint)"), "body": .object(body)], "\(name)")
      let strange = RequestChecker.issues(in: request, for: model).filter {
        ["unknownParameter", "unsupportedTask", "missingParameter"].contains($0.code)
      }
      #expect(strange.isEmpty, "\(name)")
    }
  }

  @Test func `the catalog has the contract's models, endpoints and fields, no more and no fewer`() throws {
    let catalog = ModelCatalog.builtIn
    let known = catalog.models.filter { $0.provider == .runway }
    #expect(Set(known.map(\.id)) == Set(RunwayContract.entries.map(\.model)))
    for entry in RunwayContract.entries {
      let rules = try #require(try catalog.model(entry.model).tasks?[entry.task], "\(entry.testDescription)")
      #expect(Set(rules.required ?? []) == entry.required, "\(entry.testDescription)")
      #expect(Set(rules.optional ?? []) == entry.optional, "\(entry.testDescription)")
    }
    for model in known {
      #expect(model.tasks?.count == RunwayContract.entries.count { $0.model == model.id }, "\(model.id)")
    }
  }

  @Test func `a setting within a known object is known, too`() throws {
    let request = GenerationRequest(
      model: "gen4.5", prompt: "a mug", duration: Rational(5), size: PixelSize(width: 1280, height: 720),
      extra: ["contentModeration.publicFigureThreshold": "low"])
    #expect(try RequestChecker.issues(in: request, for: ModelCatalog.builtIn.model("gen4.5")).isEmpty)
  }

  @Test func `a performer's part may be played by a video`() throws {
    let server = try FakeServer { _, _ in [] }
    let request = GenerationRequest(
      model: "act_two", seedVideo: .identifier("runway://c"), performance: .identifier("runway://p"))
    #expect(
      try Rig.runway(server).payload(for: request, taskID: "local")["body"]
        == [
          "model": "act_two", "character": ["type": "video", "uri": "runway://c"],
          "reference": ["type": "video", "uri": "runway://p"],
        ])
  }
}

import Foundation
import MediaBasics
import ModelCatalog
import Testing

/// Guards that what is set in a service's own words is judged like what has a member of its own.
struct WordedRequestTests {
  private func codes(_ model: String, _ extra: [String: JSONValue]) throws -> [String] {
    let model = try ModelCatalog.builtIn.model(model)
    var request = GenerationRequest(model: model.id, prompt: "a red mug", extra: extra)
    if model.provider == .runway { request.frameImages = [FrameImage(.identifier("https://x.example/a.png"))] }
    return RequestChecker.issues(in: request, for: model).filter { $0.severity == .error }.map(\.code)
  }

  @Test(arguments: [
    ("duration", JSONValue.integer(7), "unsupportedDuration"), ("numberResults", 9, "invalidNumberResults"),
    ("outputQuality", 3, "invalidOutputQuality"), ("outputFormat", "avi", "invalidOutputFormat"),
    ("positivePrompt", "x", "invalidPrompt"), ("fps", 61, "unsupportedFps"),
  ])
  func `a Runware word is judged by the model's rule`(name: String, value: JSONValue, code: String) throws {
    #expect(try codes("minimax:1@1", [name: value]) == [code])
  }

  @Test func `width and height, a ratio and Runway's words are judged, too`() throws {
    #expect(try codes("klingai:5@3", ["width": 640, "height": 480]) == ["unsupportedDimensions"])
    #expect(try codes("gen4_turbo", ["ratio": "1:1"]) == ["unsupportedDimensions"])
    #expect(try codes("gen4_turbo", ["ratio": "1280:720", "duration": 3]).isEmpty)
    #expect(try codes("gen4_turbo", ["duration": 30]) == ["unsupportedDuration"])
  }

  @Test func `the cost follows what is set`() throws {
    let model = try ModelCatalog.builtIn.model("gen4_turbo")
    let request = GenerationRequest(
      model: model.id, frameImages: [FrameImage(.identifier("x"))], extra: ["duration": 10])
    #expect(RequestChecker.expectedCost(of: request, for: model) == Cost(Decimal(string: "0.5") ?? 0))
  }

  @Test func `a word that no model is known to take passes with a warning`() throws {
    for id in ["minimax:1@1", "lumaai:1@1", "gen4_turbo"] {
      let model = try ModelCatalog.builtIn.model(id)
      let issues = RequestChecker.issues(
        in: GenerationRequest(model: id, prompt: "a mug", extra: ["brandNewKnob": 1]), for: model)
      #expect(issues.filter { $0.path == "brandNewKnob" }.map(\.severity) == [.warning])
    }
  }
}

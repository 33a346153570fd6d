import Foundation
import MediaBasics
import Testing

@testable import ModelCatalog

@Suite struct ModelCatalogTests {
  private let catalog = ModelCatalog.builtIn

  private func size(_ text: String) throws -> PixelSize { try #require(PixelSize(text)) }

  private func seconds(_ texts: String...) throws -> [Rational] { try texts.map { try #require(Rational($0)) } }

  @Test func `Kling 2.1 Master is as its provider page says`() throws {
    let model = try catalog.model("klingai:5@3")
    #expect(model.name == "Kling 2.1 Master")
    #expect(model.sizes?.choices?.map(\.description) == ["1920x1080", "1080x1080", "1080x1920"])
    #expect(model.durations(at: nil) == [Rational(5), Rational(10)])
    #expect(model.fps == [24])
    #expect(model.frameImages == FrameImageRule(max: 1, places: [.first]))
    #expect(model.seed == .unsupported)
    #expect(model.defaultSize == PixelSize(width: 1920, height: 1080))
    #expect(model.defaultDuration == Rational(5))
    #expect(model.defaultFPS() == 24)
  }

  @Test func `MiniMax 01 makes one size, which is no multiple of 8`() throws {
    let model = try catalog.model("minimax:1@1")
    #expect(model.sizes?.choices?.map(\.description) == ["1366x768"])
    #expect(model.durations(at: nil) == [Rational(6)])
    #expect(model.defaultFPS() == 25)
    let request = GenerationRequest(
      model: model.id, prompt: "a red mug", duration: Rational(6), size: try size("1366x768"))
    #expect(RequestChecker.issues(in: request, for: model) == [])
  }

  @Test func `an id's capitals don't matter`() throws {
    #expect(try catalog.model("KlingAI:5@3").id == "klingai:5@3")
  }

  @Test func `an unknown model names the nearest ones`() throws {
    let error = #expect(throws: CatalogError.self) { try catalog.model("klingai:5@4") }
    #expect(error?.report.code == "catalog.unknown-model")
    #expect(error?.report.kind == .usage)
    #expect(error?.report.message == "No model is called 'klingai:5@4'.")
    #expect(
      error?.report.hint
        == "Did you mean klingai:5@1, klingai:5@2 or klingai:5@3? See 'rwmedia models list' for all.")
    let gen = #expect(throws: CatalogError.self) { try catalog.model("gen45") }
    #expect(gen?.report.hint?.hasPrefix("Did you mean gen4.5") == true)
    let stranger = #expect(throws: CatalogError.self) { try catalog.model("no such thing at all") }
    #expect(stranger?.report.hint == "See 'rwmedia models list' for those that are known.")
  }

  @Test(arguments: [
    ("klingai:5@3", "1280x720", "1920x1080"), ("klingai:5@3", "1000x1000", "1080x1080"),
    ("klingai:5@3", "700x900", "1080x1080"), ("klingai:5@3", "300x500", "1080x1920"),
    ("minimax:1@1", "500x900", "1366x768"), ("pixverse:1@5", "4000x3000", "1440x1080"),
    ("pixverse:1@5", "640x480", "720x540"), ("gen4_turbo", "1920x816", "1584x672"),
    ("bytedance:seedance@1.5-pro", "854x480", "1280x720"),
  ])
  func `the nearest size is nearest in shape, then in pixels`(id: String, given: String, nearest: String) throws {
    let model = try catalog.model(id)
    #expect(model.nearestSize(to: try size(given))?.description == nearest)
  }

  @Test func `a model whose size follows the image has no nearest size`() throws {
    #expect(try catalog.model("klingai:6@0").nearestSize(to: try size("1280x720")) == nil)
  }

  @Test func `durations at a size, and ranges by their step`() throws {
    let vidu = try catalog.model("vidu:2@0")
    #expect(vidu.durations(at: try size("1280x720")) == (try seconds("4", "8")))
    #expect(vidu.durations(at: try size("1920x1080")) == (try seconds("4")))
    let seedance = try catalog.model("bytedance:2@1").durations(at: nil)
    #expect(seedance.count == 109)
    #expect(seedance.first == Rational("1.2"))
    #expect(seedance.last == Rational(12))
    #expect(try catalog.model("runware:200@1").durations(at: nil) == [])
  }

  @Test func `a user's file replaces a model and adds others`() throws {
    let file = """
      {"schema": 1, "provider": "runware", "maker": "me", "models": [
        {"id": "klingai:5@3", "sizes": ["640x360"]}, {"id": "me:1@1", "name": "Mine", "durations": [3]}]}
      """
    let merged = try ModelCatalog(overlay: [("mine.json", Data(file.utf8))])
    #expect(try merged.model("klingai:5@3").sizes?.choices?.map(\.description) == ["640x360"])
    #expect(try merged.model("me:1@1").durations(at: nil) == [Rational(3)])
    #expect(merged.models.count == catalog.models.count + 1)
  }

  @Test func `a user's file can't change what a provider says of all its models`() throws {
    let file =
      #"{"schema": 1, "provider": "runware", "maker": "me", "general": {"results": {"min": 1, "max": 4}, "parameters": [], "outputFormats": [], "modelParameters": []}, "models": [{"id": "me:1@1"}]}"#
    let error = #expect(throws: CatalogError.self) { try ModelCatalog(overlay: [("mine.json", Data(file.utf8))]) }
    #expect(error?.report.message.contains("what a provider says of all its models is built in") == true)
  }

  @Test func `a user's file that can't be used is refused with its first problem`() throws {
    let error = #expect(throws: CatalogError.self) {
      try ModelCatalog(overlay: [("mine.json", Data(#"{"schema": 1, "models": []}"#.utf8))])
    }
    #expect(error?.report.code == "catalog.model-file")
    #expect(error?.report.kind == .configuration)
    #expect(error?.report.message == #"The model file can't be used: mine.json:1: "provider" is missing here."#)
    #expect(error?.report.hint == "'rwmedia models check mine.json' tells all that is wrong in it.")
  }

  @Test func `a specification survives being written and read`() throws {
    for model in catalog.models {
      #expect(try JSONDecoder().decode(ModelSpec.self, from: JSONEncoder().encode(model)) == model)
    }
  }
}

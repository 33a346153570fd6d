import Foundation
public import Testing

@testable public import ModelCatalog

/// The folder `presets/` of the sources.
let presets = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("presets")

extension ModelSpec: CustomTestStringConvertible {
  /// A test's log names the model; its whole specification would bury everything else.
  public var testDescription: String { id }
}

@Suite struct BuiltInFilesTests {
  @Test func `every file under presets is in the binary, byte for byte`() throws {
    let found = try #require(FileManager.default.enumerator(atPath: presets.path))
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted()
    #expect(EmbeddedFiles.all.map(\.name) == found)
    for file in EmbeddedFiles.all {
      #expect(try Data(contentsOf: presets.appendingPathComponent(file.name)) == file.data, "\(file.name)")
    }
  }

  @Test(arguments: EmbeddedFiles.all.map(\.name).filter { $0.hasPrefix("models/") })
  func `a built-in model file has no problem, and its examples hold`(name: String) throws {
    let data = try Data(contentsOf: presets.appendingPathComponent(name))
    #expect(ModelCatalog.problems(in: data, named: name).map(\.description) == [])
  }

  @Test func `all models of the facts are there, once`() {
    let models = ModelCatalog.builtIn.models
    // The facts' 136, and nine that work on whole videos.
    #expect(models.filter { $0.provider == .runware }.count == 145)
    #expect(models.filter { $0.provider == .runway }.count == 34)
    #expect(Set(models.map(\.id)).count == models.count)
  }

  @Test(arguments: ModelCatalog.builtIn.models)
  func `every fact names its document, and no document a fact that isn't there`(model: ModelSpec) throws {
    let told: Set<String> = ["id", "name", "provider", "maker", "sources", "examples", "warnings", "notes"]
    let tree = try JSONSerialization.jsonObject(with: JSONEncoder().encode(model))
    let members = Set(try #require(tree as? [String: Any]).keys).subtracting(told)
    let sourced = Set(model.sources.flatMap(\.facts))
    #expect(members.subtracting(sourced).subtracting(["status"]) == [])
    #expect(sourced.subtracting(members) == [])
  }
}

import Foundation
import MediaBasics
import ModelCatalog
import Testing

/// Guards that what is wrong with a user's preset is told where it stands, before any manifest uses it.
@Suite struct PresetFileTests {
  private func problems(_ preset: JSONValue) -> [String] {
    let catalog = PresetCatalog(overlay: [URL(fileURLWithPath: "/mine.json")]) { _ in
      SourceNode(preset, at: SourceNode.Place(file: "mine.json"))
    }
    let error = #expect(throws: CatalogError.self) { try catalog.preset("mine") }
    #expect(catalog.broken.map(\.name) == ["mine"])
    return (error?.report.details["problems"]?.elements ?? []).compactMap(\.text)
  }

  @Test("one file that can't be used keeps no other preset from being used, and stands for no built-in one")
  func broken() throws {
    struct Unreadable: Error {}
    let catalog = PresetCatalog(overlay: [URL(fileURLWithPath: "/turntable.yaml")]) { _ in throw Unreadable() }
    #expect(throws: CatalogError.self) { try catalog.preset("turntable") }
    #expect(catalog.broken.map(\.name) == ["turntable"])
    #expect(try catalog.preset("macro-detail").name == "macro-detail")
    #expect(catalog.presets.count == PresetCatalog.builtIn.presets.count - 1)
  }

  @Test("settings and variables that are no members are told, and a preset that names another")
  func shapes() {
    #expect(
      problems(["title": "M", "settings": [1], "variables": ["a"]]) == [
        "mine.json: settings: NAME: VALUE is expected here; write the settings so",
        "mine.json: variables: NAME: VALUE is expected here; write the variables so",
      ])
    for name in ["preset", "id"] {
      #expect(
        problems(["title": "M", "settings": .object([name: "turntable"])])
          .first?.contains("a preset names no other preset and no id; leave them out") == true)
    }
  }
}

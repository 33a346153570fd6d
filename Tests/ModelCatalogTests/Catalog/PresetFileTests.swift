import MediaBasics
import ModelCatalog
import Testing

/// Guards that what is wrong with a user's preset is told where it stands, before any manifest uses it.
@Suite struct PresetFileTests {
  private func problems(_ preset: JSONValue) -> [String] {
    let error = #expect(throws: CatalogError.self) {
      try PresetCatalog(overlay: [SourceNode(preset, at: SourceNode.Place(file: "mine.json"))])
    }
    return (error?.report.details["problems"]?.elements ?? []).compactMap(\.text)
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

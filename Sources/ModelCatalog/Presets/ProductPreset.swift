import Foundation
import MediaBasics

/// A recipe for one kind of product video: settings that a job starts from, and what to know about them.
///
/// A preset's settings are written in the same words as a job's own; a job's settings lie over them.
public struct ProductPreset: Sendable, Hashable {
  /// The name that manifests use: `turntable`.
  public let name: String
  /// Its name for people.
  public let title: String
  /// What it is for, in a sentence or two.
  public let about: String
  /// The variables that its texts need, each with what to write.
  public let variables: [String: String]
  /// The settings.
  public let settings: SourceNode
}

extension ProductPreset {
  /// Reads a preset; problems are noted in `problems`, and where there are any the preset is `nil`.
  package init?(_ node: SourceNode, name: String, problems: inout [FileProblem]) {
    var reader = SettingsReader(node)
    let title = reader.text("title")
    let about = reader.text("about")
    let variables = reader.take("variables") ?? .empty(at: node.place)
    let settings = reader.take("settings")
    if title == nil { reader.note(node.place, "title", "a title is missing; write what people should call it") }
    for case (let name, let value?) in [("settings", settings), ("variables", variables)] {
      if case .members = value.content { continue }
      reader.note(value.place, name, "NAME: VALUE is expected here; write the \(name) so")
    }
    if let preset = settings?["preset"] ?? settings?["id"] {
      reader.note(preset.place, "settings", "a preset names no other preset and no id; leave them out")
    }
    if settings == nil { reader.note(node.place, "settings", "the settings are missing; write them as in a job") }
    reader.finish()
    problems += reader.problems
    guard reader.problems.isEmpty, let title, let settings else { return nil }
    self.name = name
    self.title = title
    self.about = about ?? ""
    self.variables = Dictionary(variables.members.map { ($0.name, $0.value.json.text ?? "") }) { _, last in last }
    self.settings = settings
  }
}

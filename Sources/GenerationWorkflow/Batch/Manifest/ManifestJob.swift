import Foundation
public import MediaBasics
public import ModelCatalog

/// One job of a manifest, ready to be carried out.
public struct ManifestJob: Sendable {
  /// Its id, unlike any other's.
  public let id: String
  /// What it asks for.
  public let settings: JobSettings
  /// The model's specification.
  public let model: ModelSpec
  /// What its templates are filled in with.
  public let variables: [String: String]
  /// Everything that is asked, as data: what its identity is made of.
  public let source: JSONValue
  /// Where it stands.
  public let place: SourceNode.Place
  /// The folder that its paths are relative to.
  let folder: URL
}

/// Makes jobs of a manifest's entries: lays them over defaults and preset, fills in their variables, reads them.
struct JobResolver {
  /// The texts that variables are filled into.
  private static let templates: Set<String> = [
    "prompt", "negativePrompt", "image", "lastImage", "referenceImages", "video", "audios", "deliver",
  ]

  let defaults: SourceNode
  let presets: PresetCatalog
  let catalog: ModelCatalog
  let folder: URL

  /// The job of an entry; `nil` where something is wrong, which `problems` then tells.
  func job(_ entry: SourceNode, index: Int, problems: inout [FileProblem]) -> ManifestJob? {
    let before = problems.count
    let path = "jobs[\(index - 1)]"
    guard let id = id(of: entry, path: path, problems: &problems) else { return nil }
    let stated = entry.laid(over: defaults)
    guard let preset = preset(of: stated, path: path, problems: &problems) else { return nil }
    var node = preset.map { stated.laid(over: $0.settings) } ?? stated
    let variables = variables(of: node, id: id, index: index, preset: preset)
    fill(&node, variables, preset, path: path, problems: &problems)
    var settings = JobSettings(node, path: path, problems: &problems)
    guard problems.count == before else { return nil }
    do {
      let model = try catalog.model(settings.model)
      settings.set = parameters(node, model)
      return ManifestJob(
        id: id, settings: settings, model: model, variables: variables.merging(["model": model.id]) { $1 },
        source: node.json, place: entry.place, folder: folder)
    } catch {
      let place = node["model"]?.place ?? entry.place
      problems.append(
        FileProblem(file: place.file, line: place.line, path: "\(path).model", message: error.report.description))
      return nil
    }
  }

  private func id(of entry: SourceNode, path: String, problems: inout [FileProblem]) -> String? {
    var reader = SettingsReader(entry, path: path)
    let id = reader.text("id")
    if reader.problems.isEmpty, id == nil {
      reader.note(entry.place, "id", "an id is missing; write id: and a name that no other job has")
    }
    if let id, !OutputTemplate.isName(id) {
      reader.note(
        entry["id"]?.place ?? entry.place, "id",
        "'\(id)' names files, so it can't hold / or control characters, or begin with a dot")
    }
    problems += reader.problems
    return reader.problems.isEmpty ? id : nil
  }

  /// The preset that is named, or none; `nil` where it isn't known.
  private func preset(of node: SourceNode, path: String, problems: inout [FileProblem]) -> ProductPreset?? {
    guard let named = node["preset"], case .scalar(let name, _) = named.content else { return .some(nil) }
    do {
      return .some(try presets.preset(name))
    } catch {
      problems.append(
        FileProblem(
          file: named.place.file, line: named.place.line, path: "\(path).preset", message: error.report.description))
      return nil
    }
  }

  private func variables(
    of node: SourceNode, id: String, index: Int, preset: ProductPreset?
  ) -> [String: String] {
    var values = ["id": id, "index": "\(index)", "preset": preset?.name ?? "none"]
    for member in node["variables"]?.members ?? [] {
      if case .scalar(let text, _) = member.value.content { values[member.name] = text }
    }
    return values
  }

  private func fill(
    _ node: inout SourceNode, _ values: [String: String], _ preset: ProductPreset?, path: String,
    problems: inout [FileProblem]
  ) {
    guard case .members(var members) = node.content else { return }
    for index in members.indices where Self.templates.contains(members[index].name) {
      let name = members[index].name
      members[index].value = filled(members[index].value) { text, place in
        guard let template = TextTemplate(text) else {
          problems.append(
            FileProblem(
              file: place.file, line: place.line, path: "\(path).\(name)",
              message: "a brace has no partner in '\(text)'; write {variable}, and {{ or }} for a brace"))
          return text
        }
        for missing in template.variables.subtracting(values.keys).sorted() {
          let what = preset?.variables[missing].map { " (\($0))" } ?? ""
          problems.append(
            FileProblem(
              file: place.file, line: place.line, path: "\(path).\(name)",
              message:
                "{\(missing)}\(what) has no value; write it under the job's variables (there are: \(values.keys.sorted().joined(separator: ", ")))"
            ))
        }
        return template.filled(values)
      }
    }
    node.content = .members(members)
  }

  private func filled(_ node: SourceNode, _ fill: (String, SourceNode.Place) -> String) -> SourceNode {
    var node = node
    switch node.content {
    case .scalar(let text, let quoted): node.content = .scalar(fill(text, node.place), quoted: quoted)
    case .list(let elements): node.content = .list(elements.map { filled($0, fill) })
    default: break
    }
    return node
  }

  /// The provider's own parameters: those for its models in general, over them those for this model, over all the job's.
  private func parameters(_ node: SourceNode, _ model: ModelSpec) -> [String: JSONValue] {
    let special = node["byProvider"]
    let layers = [special?[model.provider.rawValue], special?[model.id], node["set"]].compactMap(\.self)
    let all = layers.reduce(SourceNode.empty(at: node.place)) { $1.laid(over: $0) }
    if case .object(let members) = all.json { return members }
    return [:]
  }
}

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
  /// What is worth a word about what it asks for.
  var warnings: [String]

  /// The paths of the local files that it is made from.
  var inputs: [String] {
    let single = [settings.image, settings.lastImage, settings.video].compactMap(\.self)
    return (single + settings.referenceImages + settings.audios).compactMap { text in
      if case .file(let file) = media(text) { file.standardizedFileURL.path } else { nil }
    }
  }
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
  ///
  /// - Parameter usage: gains the job's own variables, and those that its texts use.
  func job(
    _ entry: SourceNode, index: Int, usage: inout VariableUsage, problems: inout [FileProblem]
  ) -> ManifestJob? {
    let before = problems.count
    let path = "jobs[\(index - 1)]"
    let id = id(of: entry, path: path, problems: &problems)
    let stated = entry.laid(over: defaults)
    guard let preset = preset(of: stated, path: path, problems: &problems) else { return nil }
    var node = preset.map { stated.laid(over: $0.settings) } ?? stated
    let model = model(of: node, path: path, problems: &problems)
    let always = ["id": id ?? "", "index": "\(index)", "preset": preset?.name ?? "none", "model": model?.id ?? ""]
    let own = variables(of: node, path: path, problems: &problems)
    let variables = always.merging(own) { $1 }
    usage.own.formUnion(own.keys)
    usage.used.formUnion(fill(&node, variables, preset, at: entry.place, path: path, problems: &problems))
    var settings = JobSettings(node, path: path, problems: &problems)
    let set = model.map { parameters(node, $0, path: path, problems: &problems) }
    guard problems.count == before, let id, let model, let set else { return nil }
    settings.set = set
    return ManifestJob(
      id: id, settings: settings, model: model, variables: variables, source: node.asWritten, place: entry.place,
      folder: folder, warnings: settings.unheeded(of: entry))
  }

  /// The model that is named; `nil` where none is, which the settings tell, or it isn't known.
  private func model(of node: SourceNode, path: String, problems: inout [FileProblem]) -> ModelSpec? {
    guard let named = node["model"], case .scalar(let name, _) = named.content, !name.isEmpty else { return nil }
    do { return try catalog.model(name) } catch {
      problems.append(
        FileProblem(
          file: named.place.file, line: named.place.line, path: "\(path).model", message: error.report.description))
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
        "'\(id)' names files, \(OutputTemplate.nameRule)")
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

  /// The job's own variables. Those that are always there tell jobs and files apart, and can't be others.
  private func variables(of node: SourceNode, path: String, problems: inout [FileProblem]) -> [String: String] {
    guard let own = node["variables"], own.content != .null else { return [:] }
    var reader = SettingsReader(own, path: "\(path).variables")
    var values: [String: String] = [:]
    for member in own.members {
      guard !["id", "preset", "model"].contains(member.name) else {
        reader.note(member.place, member.name, "{\(member.name)} is always there; call the variable otherwise")
        continue
      }
      values[member.name] = reader.scalar(member.name, "a text") { $0 }
    }
    problems += reader.problems
    return values
  }

  /// Fills in the variables, and tells which of them are used.
  private func fill(
    _ node: inout SourceNode, _ values: [String: String], _ preset: ProductPreset?, at entry: SourceNode.Place,
    path: String, problems: inout [FileProblem]
  ) -> Set<String> {
    guard case .members(var members) = node.content else { return [] }
    var used: Set<String> = []
    for index in members.indices where Self.templates.contains(members[index].name) {
      let name = members[index].name
      members[index].value = filled(members[index].value) { text, place in
        guard let template = TextTemplate(text) else {
          // A signed address would be printed.
          let shown = name == "deliver" ? "" : " in '\(text)'"
          problems.append(
            FileProblem(
              file: place.file, line: place.line, path: "\(path).\(name)",
              message: "a brace has no partner\(shown); write {variable}, and {{ or }} for a brace"))
          return text
        }
        used.formUnion(template.variables)
        for missing in template.variables.subtracting(values.keys).sorted() {
          let what = preset?.variables[missing].map { " (\($0))" } ?? ""
          problems.append(
            FileProblem(
              file: entry.file, line: entry.line, path: "\(path).\(name)",
              message:
                "{\(missing)}\(what) has no value; write it under the job's variables, or in a column of the table (there are: \(values.keys.sorted().joined(separator: ", ")))"
            ))
        }
        return template.filled(values)
      }
    }
    node.content = .members(members)
    return used
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
  private func parameters(
    _ node: SourceNode, _ model: ModelSpec, path: String, problems: inout [FileProblem]
  ) -> [String: JSONValue] {
    var reader = SettingsReader(node, path: path)
    let special = reader.object("byProvider", "providers and models, each with its parameters")
    if let special {
      var inner = SettingsReader(special, path: "\(path).byProvider")
      for member in special.members {
        let known = ProviderID(rawValue: member.name) != nil || (try? catalog.model(member.name)) != nil
        if known {
          _ = inner.object(member.name, "parameters in the provider's words, as NAME: VALUE")
        } else {
          let providers = ProviderID.allCases.map(\.rawValue)
          let hint = member.name.nearest(among: providers).map { "did you mean '\($0)'?" }
          inner.note(
            member.place, member.name,
            "this is no provider and no model; \(hint ?? "write \(providers.joined(separator: ", ")), or a model's id")"
          )
        }
      }
      problems += inner.problems
    }
    let layers = [special?[model.provider.rawValue], special?[model.id], node["set"]].compactMap(\.self)
    let all = layers.reduce(SourceNode.empty(at: node.place)) { $1.laid(over: $0) }
    for member in all.members {
      if member.name == "numberResults" {
        reader.note(member.place, "set.numberResults", "a job would deliver one and pay for all; write count: NUMBER")
      } else if member.name.split(separator: ".").isEmpty {
        reader.note(member.place, "set", "a parameter has no name; write NAME: VALUE")
      }
    }
    problems += reader.problems
    if case .object(let members) = all.json { return members }
    return [:]
  }
}

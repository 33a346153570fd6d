import Foundation
import MediaBasics

/// Finds all that is wrong in a model file, with lines.
enum ModelFileChecker {
  static func problems(in data: Data, named name: String, among known: ModelCatalog) -> [FileProblem] {
    let lines: JSONLines
    do {
      lines = try JSONLines(data)
    } catch {
      return [FileProblem(file: name, line: error.line, path: "", message: "\(error.message).")]
    }
    func problem(_ path: String, _ message: String) -> FileProblem {
      FileProblem(file: name, line: lines.line(of: path), path: path, message: message)
    }
    let context = ModelFileContext()
    do {
      let file = try ModelFile.read(data, noting: context)
      var found = context.errors.map { problem($0.path, $0.wording) }
      let unreadable = context.errors.map(\.path)
      found += unknownMembers(data, file)
        .filter { unknown in !unreadable.contains { $0.hasPrefix(unknown) } }
        .map { problem($0, "no such member is known; check its spelling.") }
      if found.isEmpty { found = contradictions(file, known).map { problem($0.path, $0.message) } }
      return found.sorted { ($0.line ?? 0, $0.path) < ($1.line ?? 0, $1.path) }
    } catch let error as DecodingError {
      return (context.errors + [error]).map { problem($0.path, $0.wording) }
    } catch {
      return [problem("", error.localizedDescription)]
    }
  }

  /// Members that reading has passed over: what comes out again when the file is written lacks them.
  private static func unknownMembers(_ data: Data, _ file: ModelFile) -> [String] {
    guard let given = try? JSONValue(parsing: data) else { return [] }
    let head = Set(ModelFile.CodingKeys.allCases.map(\.rawValue))
    var unknown = given.members.keys.filter { !head.contains($0) }.map { $0 }
    if let general = file.general, let kept = tree(general), let given = given["general"] {
      unknown += surplus(given, kept, "general")
    }
    for (index, (given, model)) in zip(given["models"]?.elements ?? [], file.models).enumerated() {
      guard let kept = tree(model), case .object(var members) = given else { continue }
      members["sources"] = nil
      unknown += surplus(.object(members), kept, "models[\(index)]")
    }
    return unknown
  }

  private static func tree(_ value: some Encodable) -> JSONValue? {
    (try? JSONEncoder().encode(value)).flatMap { try? JSONValue(parsing: $0) }
  }

  private static func surplus(_ given: JSONValue, _ kept: JSONValue, _ path: String) -> [String] {
    switch (given, kept) {
    case (.object(let given), .object(let kept)):
      given.sorted { $0.key < $1.key }.flatMap { name, value in
        value == .null ? [] : kept[name].map { surplus(value, $0, "\(path).\(name)") } ?? ["\(path).\(name)"]
      }
    case (.array(let given), .array(let kept)):
      zip(given, kept).enumerated().flatMap { surplus($1.0, $1.1, "\(path)[\($0)]") }
    default: []
    }
  }

  /// What can be read and still makes no sense.
  private static func contradictions(
    _ file: ModelFile, _ known: ModelCatalog
  ) -> [(path: String, message: String)] {
    var found: [(String, String)] = []
    var seen: Set<String> = []
    for (index, model) in file.models.enumerated() {
      let path = "models[\(index)]"
      if model.id.isEmpty { found.append(("\(path).id", "the id is empty.")) }
      if !seen.insert(model.id).inserted { found.append(("\(path).id", "'\(model.id)' stands in the file twice.")) }
      if let size = model.defaults?.size, let sizes = model.sizes?.choices, !sizes.contains(size) {
        found.append(("\(path).defaults.size", "\(size) is none of the model's sizes."))
      }
      if let duration = model.defaults?.duration, let rule = model.durations, !rule.allows(duration) {
        found.append(("\(path).defaults.duration", "\(duration.decimalText) s isn't allowed: \(rule)."))
      }
      let rules = known.generalRules(of: model.provider)
      for (number, example) in model.examples.enumerated() {
        if let message = example.failure(with: model, rules) {
          found.append(("\(path).examples[\(number)]", message))
        }
      }
    }
    return found
  }
}

extension ModelExample {
  /// Why the example doesn't hold; `nil` where it does.
  func failure(with model: ModelSpec, _ rules: GeneralRules?) -> String? {
    let errors = RequestChecker.issues(in: request(for: model), for: model, rules: rules)
      .filter { $0.severity == .error }
    guard let refusal else {
      return errors.first.map { "this should be accepted and isn't: \($0.message)" }
    }
    if errors.contains(where: { $0.code == refusal }) { return nil }
    let codes = errors.isEmpty ? "accepted" : "refused with \(errors.map(\.code).joined(separator: ", "))"
    return "this should be refused with \(refusal) and is \(codes)."
  }
}

extension JSONValue {
  fileprivate var members: [String: JSONValue] {
    if case .object(let members) = self { members } else { [:] }
  }
}

extension DecodingError {
  private var context: Context? {
    switch self {
    case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
      .valueNotFound(_, let context):
      context
    @unknown default: nil
    }
  }

  /// `models[3].durations`.
  fileprivate var path: String {
    (context?.codingPath ?? []).reduce("") { path, key in
      key.intValue.map { "\(path)[\($0)]" } ?? (path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)")
    }
  }

  fileprivate var wording: String {
    switch self {
    case .typeMismatch(let type, _): "a value of another kind is expected here: \(Self.word(for: type))."
    case .valueNotFound(let type, _): "null stands here; \(Self.word(for: type)) is expected."
    case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing here."
    default: "\(context?.debugDescription ?? "this can't be read")."
    }
  }

  private static func word(for type: Any.Type) -> String {
    switch type {
    case is String.Type: "a text in quotes"
    case is Bool.Type: "true or false"
    case is any BinaryInteger.Type: "a whole number"
    case is any FloatingPoint.Type, is Rational.Type: "a number"
    case is any Sequence.Type where "\(type)".hasPrefix("Array"): "a list in [ ]"
    default: "an object in { }"
    }
  }
}

import MediaBasics

/// Reads an object's members as settings and notes every problem with its place, so that all are told at once.
package struct SettingsReader {
  private let node: SourceNode
  private let path: String
  package private(set) var problems: [FileProblem] = []
  private var known: Set<String> = []

  package init(_ node: SourceNode, path: String = "") {
    self.node = node
    self.path = path
    if case .members = node.content { return }
    note(node.place, "", "settings were expected here, as NAME: VALUE; this is \(Self.words(node))")
  }

  /// A text; numbers and the like are taken as they are written.
  package mutating func text(_ name: String) -> String? {
    scalar(name, "a text") { $0.isEmpty ? nil : $0 }
  }

  /// One text or a list of them.
  package mutating func texts(_ name: String) -> [String]? {
    guard let value = take(name) else { return nil }
    guard case .list(let elements) = value.content else {
      return Self.scalar(value).map { [$0] } ?? refuse(name, value, "a text or a list of texts")
    }
    let texts = elements.compactMap(Self.scalar)
    return texts.count == elements.count ? texts : refuse(name, value, "a list of texts")
  }

  /// A value that is read from its text; `form` says in words what a good one is.
  package mutating func scalar<Value>(_ name: String, _ form: String, _ read: (String) -> Value?) -> Value? {
    guard let value = take(name) else { return nil }
    guard let text = Self.scalar(value), let found = read(text) else { return refuse(name, value, form) }
    return found
  }

  /// One of a few words.
  package mutating func word<Word: RawRepresentable & CaseIterable>(_ name: String) -> Word?
  where Word.RawValue == String {
    scalar(name, "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", Word.init(rawValue:))
  }

  /// `true` or `false`.
  package mutating func flag(_ name: String) -> Bool? {
    scalar(name, "true or false") { ["true": true, "yes": true, "false": false, "no": false][$0.lowercased()] }
  }

  /// An object, with whatever members.
  package mutating func object(_ name: String, _ form: String = "settings, as NAME: VALUE") -> SourceNode? {
    guard let value = take(name) else { return nil }
    guard case .members = value.content else { return refuse(name, value, form) }
    return value
  }

  /// The raw value.
  package mutating func take(_ name: String) -> SourceNode? {
    known.insert(name)
    guard let value = node[name], value.content != .null else { return nil }
    return value
  }

  /// Notes a member whose name is no setting.
  package mutating func finish() {
    for member in node.members where !known.contains(member.name) {
      let hint = member.name.nearest(among: known).map { "did you mean '\($0)'?" }
      note(
        member.place, member.name,
        "'\(member.name)' is no setting here; \(hint ?? "these are: \(known.sorted().joined(separator: ", "))")")
    }
  }

  /// Takes over what a reader of an inner object noted.
  package mutating func add(_ more: [FileProblem]) {
    problems += more
  }

  /// Notes that a member's value is not what it should be.
  package mutating func refuse<Value>(_ name: String, _ value: SourceNode, _ form: String) -> Value? {
    note(value.place, name, "\(Self.words(value)) was given; write \(form)")
    return nil
  }

  /// Notes something at a place.
  package mutating func note(_ place: SourceNode.Place, _ name: String, _ message: String) {
    let parts = [path, name].filter { !$0.isEmpty }
    problems.append(
      FileProblem(file: place.file, line: place.line, path: parts.joined(separator: "."), message: message))
  }

  private static func scalar(_ value: SourceNode) -> String? {
    if case .scalar(let text, _) = value.content { text } else { nil }
  }

  private static func words(_ value: SourceNode) -> String {
    switch value.content {
    case .null: "nothing"
    case .scalar(let text, _): "'\(text)'"
    case .list: "a list"
    case .members: "an object"
    }
  }
}

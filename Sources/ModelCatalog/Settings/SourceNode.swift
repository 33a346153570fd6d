public import MediaBasics

/// A value in a file that people write, with the place where it stands: what manifests and presets are read from,
/// whether they are YAML, JSON or a row of a table.
public struct SourceNode: Sendable, Hashable {
  /// Where a value stands.
  public struct Place: Sendable, Hashable {
    /// The file, as it is named to people.
    public var file: String
    /// The line, from 1; `nil` where there are none.
    public var line: Int?

    /// A place.
    public init(file: String, line: Int? = nil) {
      self.file = file
      self.line = line
    }
  }

  /// What a value is.
  public indirect enum Content: Sendable, Hashable {
    case null
    /// One value; quoted where the writer said that it is a text.
    case scalar(String, quoted: Bool)
    case list([SourceNode])
    case members([Member])
  }

  /// A named value.
  public struct Member: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Where the name stands.
    public var place: Place
    /// The value.
    public var value: SourceNode

    /// A member with its parts.
    public init(name: String, place: Place, value: SourceNode) {
      self.name = name
      self.place = place
      self.value = value
    }
  }

  /// What it is.
  public var content: Content
  /// Where it stands.
  public var place: Place

  /// A value at a place.
  public init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
  }

  /// An object without members.
  public static func empty(at place: Place) -> SourceNode { SourceNode(.members([]), at: place) }

  /// The members of an object; empty for anything else.
  public var members: [Member] { if case .members(let members) = content { members } else { [] } }

  /// The member of this name; of several the last one.
  public subscript(name: String) -> SourceNode? { members.last { $0.name == name }?.value }

  /// What this object says over what another one says: a member of this name counts here, and where both are objects
  /// they are laid over each other in turn.
  public func laid(over base: SourceNode) -> SourceNode {
    guard case .members(let mine) = content, case .members(var all) = base.content else { return self }
    for member in mine {
      if let index = all.firstIndex(where: { $0.name == member.name }) {
        var member = member
        member.value = member.value.laid(over: all[index].value)
        all[index] = member
      } else {
        all.append(member)
      }
    }
    return SourceNode(.members(all), at: place)
  }
}

extension SourceNode {
  /// The value as JSON: an unquoted `true`, `null` or number is what it looks like, anything else a text.
  public var json: JSONValue { json(Self.plain) }

  /// The same, but a number that is written in a way of its own, such as `1.10`, is a text: what differs as a text
  /// differs here.
  public var asWritten: JSONValue {
    json { text in
      switch Self.plain(text) {
      case .integer(let number) where "\(number)" != text: .string(text)
      case .number(let number) where "\(number)" != text: .string(text)
      case let value: value
      }
    }
  }

  private func json(_ plain: (String) -> JSONValue) -> JSONValue {
    switch content {
    case .null: .null
    case .list(let elements): .array(elements.map { $0.json(plain) })
    case .members(let members):
      .object(Dictionary(members.map { ($0.name, $0.value.json(plain)) }) { _, last in last })
    case .scalar(let text, quoted: true): .string(text)
    case .scalar(let text, quoted: false): plain(text)
    }
  }

  /// A JSON value as it would stand in a file.
  public init(_ json: JSONValue, at place: Place) {
    let content: Content =
      switch json {
      case .null: .null
      case .bool(let flag): .scalar("\(flag)", quoted: false)
      case .integer(let number): .scalar("\(number)", quoted: false)
      case .unsigned(let number): .scalar("\(number)", quoted: false)
      case .number(let number): .scalar("\(number)", quoted: false)
      case .string(let text): .scalar(text, quoted: true)
      case .array(let elements): .list(elements.map { SourceNode($0, at: place) })
      case .object(let members):
        .members(
          members.sorted { $0.key < $1.key }.map {
            Member(name: $0.key, place: place, value: SourceNode($0.value, at: place))
          })
      }
    self.init(content, at: place)
  }

  private static func plain(_ text: String) -> JSONValue {
    switch text {
    case "true": .bool(true)
    case "false": .bool(false)
    default: Int64(text).map(JSONValue.integer) ?? decimal(text).map(JSONValue.number) ?? .string(text)
    }
  }

  /// A number as JSON has them: neither `nan` nor `0x10`, and none beyond all bounds.
  private static func decimal(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "+-.eE".utf8.contains($0) }) else {
      return nil
    }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }
}

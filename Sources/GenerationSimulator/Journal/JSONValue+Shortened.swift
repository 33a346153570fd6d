import MediaBasics

extension JSONValue {
  /// The value with long texts, which are media as a rule, cut short.
  var shortened: JSONValue {
    switch self {
    case .string(let text) where text.utf8.count > 400: .string("\(text.prefix(60))… (\(text.utf8.count) bytes)")
    case .array(let elements): .array(elements.map(\.shortened))
    case .object(let members): .object(members.mapValues(\.shortened))
    default: self
    }
  }

  /// An object of the members that have a value.
  static func object(present members: [String: JSONValue?]) -> JSONValue {
    .object(members.compactMapValues { $0 })
  }
}

import MediaBasics

/// Sets members of a JSON object by dotted path, for parameters in the provider's own words.
extension JSONValue {
  /// This object with a member set; objects on the way are made where there are none.
  ///
  /// A number in the path is an index into an array, one past its end appends. `null` takes the member out: neither
  /// service has a parameter that is null.
  func setting(_ path: ArraySlice<Substring>, to value: JSONValue) -> JSONValue {
    guard let name = path.first else { return merging(value) }
    let rest = path.dropFirst()
    let removes = rest.isEmpty && value == .null
    if case .array(var elements) = self {
      guard let index = Int(name), (0...elements.count).contains(index) else { return self }
      let old = index < elements.count ? elements[index] : .null
      let new = removes ? [] : [old.setting(rest, to: value)]
      elements.replaceSubrange(index..<min(index + 1, elements.count), with: new)
      return .array(elements)
    }
    var members = self.members ?? [:]
    if removes {
      members.removeValue(forKey: String(name))
    } else {
      members[String(name)] = (members[String(name)] ?? .null).setting(rest, to: value)
    }
    return .object(members)
  }

  /// A value in this one's place; an object's members are set one by one, so that what it doesn't name stays.
  private func merging(_ value: JSONValue) -> JSONValue {
    guard let new = value.members, members != nil || elements != nil else { return value }
    return new.sorted { $0.key < $1.key }.reduce(self) { json, member in
      json.setting([Substring(member.key)], to: member.value)
    }
  }

  private var members: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// This object with parameters set, each by its dotted path.
  func merging(_ extra: [String: JSONValue]) -> JSONValue {
    extra.sorted { $0.key < $1.key }.reduce(self) { json, entry in
      json.setting(entry.key.split(separator: ".")[...], to: entry.value)
    }
  }
}

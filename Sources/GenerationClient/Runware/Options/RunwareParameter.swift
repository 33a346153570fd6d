public import MediaBasics

/// One parameter of Runware's videoInference that a request has no member of its own for, and what it may be.
///
/// From Runware's API reference of October 2025. Models narrow some of them; what isn't listed is sent as it is.
public struct RunwareParameter: Sendable {
  /// What a value must be.
  public enum Rule: Sendable {
    /// True or false.
    case flag
    /// A whole number.
    case integer(ClosedRange<Int64>)
    /// A number.
    case number(ClosedRange<Double>)
    /// A text of so many characters.
    case text(ClosedRange<Int>)
    /// One of some words.
    case choice([String])
    /// An https address.
    case address
  }

  /// The dotted path; `[]` stands for each element of a list.
  public let path: String
  /// What a value must be.
  public let rule: Rule

  /// All that is wrong with further parameters (`GenerationRequest.extra`), in the order of the list.
  public static func issues(in extra: [String: JSONValue]) -> [Issue] {
    let json = JSONValue.object([:]).merging(extra)
    let values = all.flatMap { parameter in
      json.values(at: parameter.path.split(separator: ".")[...]).compactMap { path, value in
        parameter.issue(with: value, at: path)
      }
    }
    return values
      + exclusions.compactMap { pair in
        let given = pair.filter { !json.values(at: $0.split(separator: ".")[...]).isEmpty }
        return given.count < 2 ? nil : Self.exclusion(given)
      }
  }

  private func issue(with value: JSONValue, at path: String) -> Issue? {
    guard !rule.allows(value) else { return nil }
    let given = value.plainText ?? "a list or an object"
    return Issue(
      .error, code: "invalidParameter", path: path, given: value, allowed: .string(rule.words),
      message: "\(path) is \(given); it must be \(rule.words).")
  }

  private static func exclusion(_ names: [String]) -> Issue {
    Issue(
      .error, code: "incompatibleParameters", path: names[1], given: .array(names.map { .string($0) }),
      allowed: "one of them", message: "\(names[0]) and \(names[1]) are both given; only one of them can be.")
  }
}

extension RunwareParameter.Rule {
  func allows(_ value: JSONValue) -> Bool {
    switch self {
    case .flag: value.flag != nil
    case .integer(let range): value.int.map { range.contains(Int64($0)) } ?? false
    case .number(let range): value.double.map(range.contains) ?? false
    case .text(let lengths): value.text.map { lengths.contains($0.count) } ?? false
    case .choice(let words): value.text.map(words.contains) ?? false
    case .address: value.text.map { $0.lowercased().hasPrefix("https://") } ?? false
    }
  }

  var words: String {
    switch self {
    case .flag: "true or false"
    case .integer(let range) where range.upperBound == .max: "a whole number from \(range.lowerBound) up"
    case .integer(let range): "a whole number, \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "a number, \(range.lowerBound) to \(range.upperBound)"
    case .text(let lengths) where lengths.upperBound == .max: "a text"
    case .text(let lengths): "a text of \(lengths.lowerBound) to \(lengths.upperBound) characters"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .address: "an https address"
    }
  }
}

extension JSONValue {
  /// The values at a path with the places where they were found.
  fileprivate func values(at path: ArraySlice<Substring>, under place: String = "") -> [(String, JSONValue)] {
    guard let step = path.first else { return [(place, self)] }
    let name = step.hasSuffix("[]") ? step.dropLast(2) : step
    guard let member = self[String(name)] else { return [] }
    let here = place.isEmpty ? String(name) : "\(place).\(name)"
    guard step.hasSuffix("[]") else { return member.values(at: path.dropFirst(), under: here) }
    return (member.elements ?? []).enumerated().flatMap { index, element in
      element.values(at: path.dropFirst(), under: "\(here)[\(index)]")
    }
  }
}

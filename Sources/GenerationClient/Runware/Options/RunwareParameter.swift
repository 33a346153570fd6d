public import MediaBasics

/// One parameter of Runware's videoInference as `--set` and ``GenerationRequest/extra`` give it, and what it may be.
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
    /// An https address; in a simulation also one on this machine.
    case address
    /// Whatever it is: the documents name the parameter and no more.
    case any
  }

  /// The dotted path; `[]` stands for each element of a list.
  public let path: String
  /// What a value must be.
  public let rule: Rule
  /// What the service takes where nothing is given; `nil` where the documents name no value.
  public let defaultValue: JSONValue?

  init(_ path: String, _ rule: Rule, default value: JSONValue? = nil) {
    (self.path, self.rule, defaultValue) = (path, rule, value)
  }

  /// All that is wrong with further parameters (`GenerationRequest.extra`), in the order of the list.
  public static func issues(in extra: [String: JSONValue]) -> [Issue] {
    let json = JSONValue.object([:]).merging(extra)
    let values = all.flatMap { parameter in
      json.values(at: parameter.path.split(separator: ".")[...]).compactMap { path, value in
        parameter.issue(with: value, at: path)
      }
    }
    return values + exclusions.compactMap { json.given($0).count < 2 ? nil : exclusion(json.given($0)) }
      + strangers(in: json)
  }

  /// What stands in a known group and is none of its known members: sent as it is, for it may be newer than the list.
  private static func strangers(in json: JSONValue) -> [Issue] {
    let known = Set(all.map(\.path))
    return json.leaves(within: known).map { path, value in
      Issue(
        .warning, code: "unknownParameter", path: path, given: value, allowed: .null,
        message: "\(path) is not among the parameters that Runware documents; it is sent as it is.")
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
    case .choice(let words):
      value.text.map { text in words.contains { $0.lowercased() == text.lowercased() } } ?? false
    case .address: value.text.map { (try? WebAddress($0)) != nil } ?? false
    case .any: true
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
    case .any: "any value"
    }
  }
}

extension JSONValue {
  /// Those of some paths at which there is a value.
  fileprivate func given(_ paths: [String]) -> [String] {
    paths.filter { !values(at: $0.split(separator: ".")[...]).isEmpty }
  }

  /// What stands below a group of which `known` has members, but isn't one of them; with the places.
  ///
  /// - Parameter rule: The path as the list writes it, `[]` for an element; `nil` at the top, whose members are the
  ///   catalog's to know.
  fileprivate func leaves(
    within known: Set<String>, rule: String? = nil, at place: String = ""
  ) -> [(String, JSONValue)] {
    if let rule, known.contains(rule) { return [] }
    let isGroup =
      rule.map { rule in known.contains { $0.hasPrefix("\(rule).") || $0.hasPrefix("\(rule)[].") } } ?? true
    guard isGroup else { return place.contains(".") || place.contains("[") ? [(place, self)] : [] }
    switch self {
    case .object(let members):
      return members.sorted { $0.key < $1.key }.flatMap { name, value in
        value.leaves(
          within: known, rule: rule.map { "\($0).\(name)" } ?? name, at: place.isEmpty ? name : "\(place).\(name)")
      }
    case .array(let elements):
      return elements.enumerated().flatMap { index, value in
        value.leaves(within: known, rule: "\(rule ?? "")[]", at: "\(place)[\(index)]")
      }
    default: return []
    }
  }

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

public import MediaBasics

/// The parameters that a service documents for more than one model. Models narrow some of them; what isn't listed is
/// sent as it is.
public struct ParameterList: Sendable {
  /// The service's name.
  let service: String
  /// The parameters.
  public let parameters: [ServiceParameter]
  /// Parameters of which at most one may be given.
  let exclusions: [[String]]

  /// Members that make the request what it is, and are ours to fill in.
  private static let reserved = ["taskType", "taskUUID", "model"]

  /// All that is wrong with further parameters (`GenerationRequest.extra`), in the order of the list.
  public func issues(in extra: [String: JSONValue]) -> [Issue] {
    guard !extra.isEmpty else { return [] }
    let reserved = Self.reserved.compactMap { name in
      extra[name].map {
        Issue(
          .error, code: "reservedParameter", path: name, given: $0, allowed: .null,
          message: "\(name) can't be set: it is filled in by rwmedia.")
      }
    }
    let json = JSONValue.object([:]).merging(extra)
    let values = parameters.flatMap { parameter in
      json.values(at: parameter.steps[...]).compactMap { path, value in
        parameter.issue(with: value, at: path)
      }
    }
    return reserved + values
      + exclusions.compactMap { json.given($0).count < 2 ? nil : Self.exclusion(json.given($0)) }
      + strangers(in: json)
  }

  /// What stands in a known group and is none of its known members: sent as it is, for it may be newer than the list.
  private func strangers(in json: JSONValue) -> [Issue] {
    let known = Set(parameters.map(\.path))
    return json.leaves(within: known).map { path, value in
      Issue(
        .warning, code: "unknownParameter", path: path, given: value, allowed: .null,
        message: "\(path) is not among the parameters that \(service) documents; it is sent as it is.")
    }
  }

  private static func exclusion(_ names: [String]) -> Issue {
    Issue(
      .error, code: "incompatibleParameters", path: names[1], given: .array(names.map { .string($0) }),
      allowed: "one of them", message: "\(names[0]) and \(names[1]) are both given; only one of them can be.")
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

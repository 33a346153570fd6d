/// A document that a model's figures come from.
public struct FactSource: Hashable, Sendable, Codable {
  /// How sure a figure is.
  public enum Confidence: String, Hashable, Sendable, Codable, CaseIterable {
    /// The provider says so, in documents or in the types of its SDK.
    case documented
    /// Seen in real traffic.
    case observed
    /// Said by others, or concluded.
    case assumed
  }

  /// What the document is called, with its date or version.
  public var document: String
  /// How sure its figures are.
  public var confidence: Confidence
}

/// A document and the facts that it is the source of.
public struct Attribution: Hashable, Sendable, Codable {
  /// The document.
  public var source: FactSource
  /// The members of the specification: `sizes`, `durations`, ….
  public var facts: [String]
}

extension ModelSpec {
  /// Whether a fact is said by others only, or concluded: no document of the provider, and no traffic, confirms it.
  func isAssumed(_ fact: CodingKeys) -> Bool {
    let confidences = sources.filter { $0.facts.contains(fact.rawValue) }.map(\.source.confidence)
    return !confidences.isEmpty && confidences.allSatisfy { $0 == .assumed }
  }
}

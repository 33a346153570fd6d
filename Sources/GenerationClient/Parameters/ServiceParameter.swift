public import MediaBasics

/// One parameter of a service as `--set` and ``GenerationRequest/extra`` give it, and what it may be.
public struct ServiceParameter: Sendable {
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
    /// A list of so many.
    case elements(ClosedRange<Int>)
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
  /// The path's parts.
  let steps: [Substring]

  init(_ path: String, _ rule: Rule, default value: JSONValue? = nil) {
    (self.path, self.rule, defaultValue) = (path, rule, value)
    steps = path.split(separator: ".")
  }

  func issue(with value: JSONValue, at path: String) -> Issue? {
    guard !rule.allows(value) else { return nil }
    let given = value.plainText ?? "a list or an object"
    return Issue(
      .error, code: "invalidParameter", path: path, given: value, allowed: .string(rule.words),
      message: "\(path) is \(given); it must be \(rule.words).")
  }
}

extension ServiceParameter.Rule {
  func allows(_ value: JSONValue) -> Bool {
    switch self {
    case .flag: value.flag != nil
    case .integer(let range): value.int.map { range.contains(Int64($0)) } ?? false
    case .number(let range): value.double.map(range.contains) ?? false
    case .text(let lengths): value.text.map { lengths.contains($0.count) } ?? false
    case .choice(let words):
      value.text.map { text in words.contains { $0.lowercased() == text.lowercased() } } ?? false
    case .elements(let counts): value.elements.map { counts.contains($0.count) } ?? false
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
    case .text(let lengths) where lengths.upperBound == .max:
      lengths.lowerBound > 1 ? "a text of \(lengths.lowerBound) characters or more" : "a text"
    case .text(let lengths): "a text of \(lengths.lowerBound) to \(lengths.upperBound) characters"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .elements(let counts): "a list of \(counts.lowerBound) to \(counts.upperBound)"
    case .address: "an https address"
    case .any: "any value"
    }
  }
}

import MediaBasics

extension RunwayIssue {
  static func missing(_ field: String) -> RunwayIssue {
    RunwayIssue(
      code: "invalid_type", path: [.string(field)], message: "Invalid input: expected a value, received undefined",
      extras: ["expected": "string"])
  }

  static func wrongType(_ field: String, _ expected: String) -> RunwayIssue {
    RunwayIssue(
      code: "invalid_type", path: [.string(field)], message: "Invalid input: expected \(expected)",
      extras: ["expected": .string(expected)])
  }

  static func notOneOf(_ field: String, _ allowed: [String]) -> RunwayIssue {
    RunwayIssue(
      code: "invalid_value", path: [.string(field)],
      message: "Invalid option: expected one of \(allowed.joined(separator: ", "))",
      extras: ["values": .array(allowed.map { .string($0) })])
  }

  static func unknownModel(_ models: [String]) -> RunwayIssue {
    RunwayIssue(
      code: "invalid_union", path: ["model"],
      message: "Invalid input: expected one of \(models.joined(separator: ", "))",
      extras: ["note": "No matching discriminator", "values": .array(models.map { .string($0) })])
  }

  static func tooLong(_ path: [JSONValue], maximum: Int) -> RunwayIssue {
    RunwayIssue(
      code: "too_big", path: path, message: "Too big: expected string to have at most \(maximum) characters",
      extras: ["maximum": .integer(Int64(maximum)), "origin": "string", "inclusive": true])
  }

  /// What the catalog's checker found, in the service's words.
  init(_ issue: Issue) {
    path = [.string(Self.fields[issue.path] ?? issue.path)]
    message = issue.message
    if let values = issue.allowed.elements {
      code = "invalid_value"
      extras = ["values": .array(values.map(Self.wire))]
    } else {
      code = issue.code.hasPrefix("missing") ? "invalid_type" : "custom"
    }
  }

  private static let fields = [
    "prompt": "promptText", "size": "ratio", "frameImages": "promptImage", "referenceImages": "references",
    "audios": "referenceAudio", "seedVideo": "videoUri", "performance": "reference",
  ]

  /// Sizes are ratios on this wire.
  private static func wire(_ value: JSONValue) -> JSONValue {
    guard let text = value.text, let size = PixelSize(text) else { return value }
    return .string("\(size.width):\(size.height)")
  }
}

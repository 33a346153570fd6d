import MediaBasics

/// One request on its way through all rules of one model.
struct RequestCheck {
  let request: GenerationRequest
  let model: ModelSpec
  let general: GeneralRules?
  /// What the inputs amount to for this model; where it has no such task, what they would be elsewhere.
  let task: TaskKind
  /// The model's rules for that task.
  let rules: TaskRules
  private(set) var issues: [Issue] = []

  init(request: GenerationRequest, model: ModelSpec, general: GeneralRules?) {
    self.request = request
    self.model = model
    self.general = general
    task = model.task(for: request) ?? TaskKind(of: request)
    rules = model.rules(for: task)
  }

  /// The model, as messages name it.
  var name: String { model.id }
  /// The provider, as messages name it.
  var provider: String { model.provider.displayName }

  /// Notes that the request breaks a rule; where all documents that the rule comes from are doubtful, as a warning.
  mutating func error(
    _ code: String, _ path: String, given: JSONValue, allowed: JSONValue, _ message: String, hint: String? = nil,
    by fact: ModelSpec.CodingKeys? = nil
  ) {
    let doubtful = fact.map(model.isAssumed) ?? false
    issues.append(
      Issue(
        doubtful ? .warning : .error, code: code, path: path, given: given, allowed: allowed, message: message,
        hint: hint))
  }

  mutating func warning(
    _ code: String, _ path: String, given: JSONValue = .null, allowed: JSONValue = .null, _ message: String,
    hint: String? = nil
  ) {
    issues.append(
      Issue(.warning, code: code, path: path, given: given, allowed: allowed, message: message, hint: hint))
  }

  /// An error for a parameter that the model doesn't take.
  mutating func unsupported(_ path: String, given: JSONValue, _ reason: String, hint: String? = nil) {
    error("unsupportedParameter", path, given: given, allowed: .null, "\(path): \(reason)", hint: hint)
  }

  /// What is known of the model as such: gone, doubtful, unknown.
  mutating func judgeModel() {
    switch (model.status, model.successor) {
    case (.retired, let successor?):
      warning(
        "retiredModel", "model", given: .string(name), allowed: .string(successor),
        "\(name) has been retired; \(successor) took its place.", hint: "Use --model \(successor).")
    case (.retired, nil):
      warning(
        "retiredModel", "model", given: .string(name),
        "\(name) is missing from \(provider)'s newest documents; it may have been retired.")
    case (.current, _), (.unlisted, _): break
    }
    for text in model.warnings { warning("modelWarning", "model", given: .string(name), text) }
    let unknown = [
      rules.sizes == nil && rules.aspectRatios == nil && model.sizes == nil ? "sizes" : nil,
      rules.durations == nil ? "durations" : nil,
    ].compactMap { $0 }
    if !unknown.isEmpty {
      warning(
        "unknownLimits", "model", given: .string(name),
        "The \(unknown.joined(separator: " and ")) that \(name) makes aren't known; "
          + "\(provider) may refuse what is asked.")
    }
  }
}

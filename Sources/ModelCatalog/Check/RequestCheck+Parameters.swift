import MediaBasics

extension RequestCheck {
  /// The parameters in the provider's words: those known to have limits, those needed, those nobody has heard of.
  mutating func judgeParameters() {
    judgeShapeWord("resolution", among: rules.resolutions)
    judgeShapeWord("ratio", among: rules.aspectRatios)
    judgeGuidance()
    judgeProviderSettings()
    for parameter in rules.required ?? [] where !Self.typed.contains(parameter) && request.extra[parameter] == nil {
      if parameter == "targetFramerate", request.fps != nil { continue }
      error(
        "missingParameter", parameter, given: .null, allowed: .null,
        "\(parameter) is missing; \(name) needs it.", hint: "Give --set \(parameter)=….")
    }
    let known = (ownParameters ?? Set(general?.modelParameters ?? [])).union(general?.parameters ?? []).union(
      Self.typed)
    for parameter in request.extra.keys.sorted() {
      // Of a path into an object the first part is the parameter.
      if known.contains(parameter) || known.contains(String(parameter.prefix { $0 != "." })) { continue }
      warning(
        "unknownParameter", parameter, given: request.extra[parameter] ?? .null,
        "\(parameter) isn't among the known parameters of \(name); it is sent as it is.")
    }
  }

  /// Parameters of the wire that a request has members for.
  private static let typed: Set<String> = [
    "promptText", "promptImage", "promptVideo", "videoUri", "character", "reference", "references",
    "referenceVideos", "referenceAudio", "ratio", "resolution", "duration", "seed", "negativePrompt",
    "outputFormat",
  ]

  /// Those the model's documents name; `nil` where none do.
  private var ownParameters: Set<String>? {
    guard model.parameters != nil || rules.required != nil || rules.optional != nil else { return nil }
    return Set((model.parameters ?? []) + (rules.required ?? []) + (rules.optional ?? []))
  }

  /// A shape given as a word: `720p`, `16:9`.
  private mutating func judgeShapeWord(_ parameter: String, among words: [String]?) {
    guard let word = request.extra[parameter]?.text else { return }
    if let words, !words.contains(where: { $0.lowercased() == word.lowercased() }) {
      error(
        "unsupportedParameter", parameter, given: .string(word), allowed: .array(words.map { .string($0) }),
        "\(parameter) is '\(word)'; \(name) takes \(words.joinedByOr).")
    }
    if model.provider == .runware, let size = request.size {
      error(
        "incompatibleParameters", parameter, given: .string(word), allowed: "one of both",
        "\(parameter) '\(word)' and size \(size) are both given; \(provider) takes one or the other.")
    }
  }

  private mutating func judgeGuidance() {
    for parameter in ["CFGScale", "cfgScale"] {
      guard let scale = request.extra[parameter]?.double, let range = model.cfgScale ?? general?.cfgScale,
        !range.contains(scale)
      else { continue }
      let allowed = "\(range.min) to \(range.max)"
      error(
        "invalidCFGScale", parameter, given: .number(scale), allowed: .string(allowed),
        "\(parameter) is \(scale); \(name) takes \(allowed).")
    }
  }

  private mutating func judgeProviderSettings() {
    guard model.provider == .runware, case .object(let settings) = request.extra["providerSettings"] else { return }
    for maker in settings.keys.sorted() where maker != model.maker {
      error(
        "mismatchProviderSettingsProvider", "providerSettings.\(maker)", given: .string(maker),
        allowed: .string(model.maker),
        "providerSettings.\(maker) doesn't fit \(name), which is of \(model.maker).",
        hint: "Write providerSettings.\(model.maker).")
    }
  }
}

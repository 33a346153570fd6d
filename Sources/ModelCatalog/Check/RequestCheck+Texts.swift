import MediaBasics

extension RequestCheck {
  mutating func judgeTexts() {
    judgePrompt()
    judgeNegativePrompt()
  }

  private mutating func judgePrompt() {
    let prompt = request.prompt ?? ""
    let need = rules.promptNeed ?? general?.prompt?.need
    if prompt.isEmpty {
      guard need == .required else { return }
      error(
        "missingPrompt", "prompt", given: .null, allowed: "a text", "prompt is missing; \(name) needs one.",
        hint: "Give --prompt.")
      return
    }
    if need == PromptRule.Need.none {
      unsupported("prompt", given: .string(excerpt(prompt)), "\(name) takes no prompt.", hint: "Leave --prompt out.")
      return
    }
    var rule = model.prompt ?? PromptRule()
    rule.min = rule.min ?? general?.prompt?.min
    rule.unit = rule.unit ?? general?.prompt?.unit
    judge(prompt, "prompt", "invalidPrompt", rule)
  }

  private mutating func judgeNegativePrompt() {
    guard let text = request.negativePrompt, !text.isEmpty else { return }
    switch model.negativePrompt {
    case .unsupported:
      unsupported(
        "negativePrompt", given: .string(excerpt(text)), "\(name) takes no negative prompt.",
        hint: "Say in --prompt what should be seen instead.")
    case .supported(let max):
      let unit = model.prompt?.unit ?? general?.prompt?.unit
      judge(text, "negativePrompt", "invalidNegativePrompt", PromptRule(max: max, unit: unit))
    case nil: break
    }
  }

  private mutating func judge(_ text: String, _ path: String, _ code: String, _ rule: PromptRule) {
    let length = rule.length(of: text)
    let unit = rule.unit == .utf16 ? "UTF-16 unit" : "character"
    let (min, max) = (rule.min ?? 1, rule.max ?? Int.max)
    guard length < min || length > max else { return }
    let allowed = max == Int.max ? "at least \(min)" : "\(min) to \(max)"
    error(
      code, path, given: .integer(Int64(length)), allowed: .string("\(allowed) \(unit)s"),
      "\(path) is \(length.counted(unit)) long; \(name) takes \(allowed).",
      by: path == "prompt" ? .prompt : .negativePrompt)
  }

  private func excerpt(_ text: String) -> String { text.count > 40 ? "\(text.prefix(40))…" : text }
}

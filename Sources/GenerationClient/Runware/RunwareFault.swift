import MediaBasics
import ModelCatalog

/// One error item of Runware's, in any of the shapes that its interface has had.
struct RunwareFault: Sendable, Hashable {
  let code: String
  let message: String
  /// The task that it concerns; `nil` where it came up before there was one.
  let taskID: String?
  /// Whether it is a task's end, not a poll's trouble.
  let endsTask: Bool
  let item: JSONValue

  /// Reads an item of `errors`, or a `data` item that carries its own failure.
  init(_ item: JSONValue, taskID: String? = nil, endsTask: Bool = false) {
    let nested = item["error"]
    let inner = nested?["code"] != nil || nested?["message"] != nil ? nested ?? item : item
    code = (inner["code"] ?? inner["errorCode"] ?? inner["errorId"])?.plainText ?? "unknown"
    message =
      (inner["message"] ?? inner["errorMessage"])?.plainText ?? item["error"]?.text ?? item.text ?? "no reason given"
    self.taskID = (item["taskUUID"] ?? inner["taskUUID"])?.text ?? taskID
    self.endsTask = endsTask || ["error", "failed"].contains(item["status"]?.text?.lowercased())
    self.item = item
  }

  var meaning: RunwareErrorClass { RunwareErrorClass(code: code) }

  /// The id is one that the service has already: an earlier try got through.
  var isConflict: Bool { code.lowercased() == "conflicttaskuuid" }

  /// The service says that it doesn't have the task.
  var isUnknownTask: Bool { ["tasknotfound", "taskfailedornotfound"].contains(code.lowercased()) }

  /// The fault as a task's end.
  func failure(_ redactor: Redactor) -> ProviderFailure {
    ProviderFailure(
      code: code, message: redactor.text(sentence), retryable: meaning.isRetryable, kind: meaning.kind,
      cost: Cost(dollars: item["cost"]), item: item)
  }

  /// The fault as the end of an exchange.
  func error(status: Int, redactor: Redactor) -> GenerationError {
    let words = redactor.text(sentence)
    var details: [String: JSONValue] = [
      "providerCode": .string(code), "providerMessage": .string(redactor.text(message)),
    ]
    for name in ["parameter", "allowedValues", "min", "max", "multiplier"] { details[name] = item[name] }
    switch (meaning, status) {
    case (.auth, _), (.unknown, 401), (.unknown, 403):
      return GenerationError(
        .keyRefused, .key, "Runware refused the key (\(code)): \(words)", hint: "Check RUNWARE_API_KEY.",
        details: details)
    case (.quota, _), (.unknown, 402):
      return GenerationError(
        .noCredit, .refused, "Runware's account can't pay for it (\(code)): \(words)",
        hint: "Add credit, then run again.",
        details: details)
    case (.safety, _):
      return GenerationError(
        .contentRefused, .refused, "Runware doesn't allow this content (\(code)): \(words)",
        hint: "Change the prompt or the images.", details: details)
    case (let meaning, _) where meaning.isRetryable:
      return GenerationError(
        .failing, .unavailable, "Runware can't take it now (\(code)): \(words)", hint: "Run again later.",
        details: details)
    default:
      return GenerationError(
        .rejected, .refused, "Runware refused the request (\(code)): \(words)",
        hint: "Correct what the message names.", details: details)
    }
  }

  /// The message with the parameter and what it may be, where the message itself may not say.
  private var sentence: String {
    var parts: [String] = []
    func list(_ value: JSONValue) -> String {
      (value.elements ?? [value]).compactMap(\.plainText).joined(separator: ", ")
    }
    if let parameter = item["parameter"], parameter != .null { parts.append("parameter \(list(parameter))") }
    if let allowed = item["allowedValues"], allowed != .null { parts.append("allowed: \(list(allowed))") }
    if let least = item["min"]?.plainText { parts.append("at least \(least)") }
    if let most = item["max"]?.plainText { parts.append("at most \(most)") }
    return parts.isEmpty ? message : "\(message) (\(parts.joined(separator: "; ")))"
  }
}

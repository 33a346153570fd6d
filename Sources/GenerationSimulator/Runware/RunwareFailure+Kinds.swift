import MediaBasics

extension RunwareFailure {
  static let missingKey = RunwareFailure(
    code: "missingApiKey",
    message:
      "Missing API key. Send it in the Authorization header (Bearer) or in an authentication task that comes first.",
    parameters: ["apiKey"], type: "string", taskType: "authentication")

  static let invalidKey = RunwareFailure(
    code: "invalidApiKey", message: "Invalid API key.", parameters: ["apiKey"], type: "string",
    taskType: "authentication")

  static let notAnArray = RunwareFailure(
    code: "invalidRequest", message: "The request body must be a JSON array of task objects.", type: "array")

  static func missing(_ parameter: String, type: String) -> RunwareFailure {
    RunwareFailure(
      code: "missing\(parameter.firstUppercased)", message: "Missing required parameter '\(parameter)'.",
      parameters: [parameter], type: type)
  }

  static func wrongType(_ parameter: String, _ type: String) -> RunwareFailure {
    RunwareFailure(
      code: "invalid\(parameter.firstUppercased)",
      message: "Invalid value for '\(parameter)'. It must be of the type \(type).", parameters: [parameter],
      type: type)
  }

  static func outOfRange(_ parameter: String, _ range: ClosedRange<Double>, type: String) -> RunwareFailure {
    let (low, high) = (JSONValue(shortest: range.lowerBound), JSONValue(shortest: range.upperBound))
    return RunwareFailure(
      code: "invalid\(parameter.firstUppercased)",
      message: "Invalid value for '\(parameter)'. It must be within \(low.plain) and \(high.plain).",
      parameters: [parameter], type: type, min: low, max: high)
  }

  static func notOneOf(_ parameter: String, _ allowed: [String]) -> RunwareFailure {
    RunwareFailure(
      code: "invalid\(parameter.firstUppercased)",
      message: "Invalid value for '\(parameter)'. Allowed values: \(allowed.joined(separator: ", ")).",
      parameters: [parameter], type: "string", allowedValues: allowed.map(JSONValue.string))
  }

  static let badSeed = RunwareFailure(
    code: "invalidSeed", message: "Invalid value for 'seed'. It must be a whole number from 1 to \(Int64.max).",
    parameters: ["seed"], type: "integer", min: 1, max: .integer(.max))

  static let badTaskUUID = RunwareFailure(
    code: "invalidTaskUUID", message: "Invalid value for 'taskUUID'. It must be a UUID of version 4.",
    parameters: ["taskUUID"], type: "string")

  static let conflict = RunwareFailure(
    code: "conflictTaskUUID", message: "A task with this taskUUID exists already. Every task needs its own.",
    parameters: ["taskUUID"], type: "string")

  static let taskNotFound = RunwareFailure(
    code: "taskNotFound", message: "No task has this taskUUID.", parameters: ["taskUUID"], type: "string")

  static func unsupportedTaskType(_ type: String, known: [String]) -> RunwareFailure {
    RunwareFailure(
      code: "unsupportedTaskType", message: "The task type '\(type)' is not supported.", parameters: ["taskType"],
      type: "string", allowedValues: known.map(JSONValue.string))
  }

  static func media(_ refusal: MediaRefusal, parameter: String, name: String) -> RunwareFailure {
    let code = refusal.reason == .unknownAsset && parameter == "mediaUUID" ? "mediaNotFound" : "invalid\(name)"
    return RunwareFailure(
      code: code, message: "Invalid value for '\(parameter)'. \(refusal.message)", parameters: [parameter],
      type: "string")
  }

  static func fault(_ error: any Error) -> RunwareFailure {
    RunwareFailure(code: "internalServerError", message: "The simulator failed: \(error)")
  }

  static func missing(_ path: String, code: String, type: String) -> RunwareFailure {
    RunwareFailure(
      code: code, message: "Missing required parameter '\(path)'.", parameters: [path], type: type)
  }

  static func badFrame(_ path: String) -> RunwareFailure {
    RunwareFailure(
      code: "invalidFrame",
      message: "Invalid value for '\(path)'. It must be 'first', 'last' or a frame number from 0.",
      parameters: [path], type: "string", allowedValues: ["first", "last"])
  }

  static func unknownModel(_ id: String) -> RunwareFailure {
    RunwareFailure(
      code: "invalidModel", message: "Invalid value for 'model'. No model has the AIR identifier '\(id.prefix(80))'.",
      parameters: ["model"], type: "string")
  }
}

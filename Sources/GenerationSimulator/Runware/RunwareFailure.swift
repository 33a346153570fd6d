import MediaBasics

/// One item of an answer's `errors`.
struct RunwareFailure: Error, Hashable {
  /// The service's stable word: `invalidDuration`, `conflictTaskUUID`, ….
  var code: String
  var message: String
  /// The parameter, or several.
  var parameters: [String] = []
  /// The type that the parameter should have.
  var type: String?
  var allowedValues: [JSONValue]?
  var min: JSONValue?
  var max: JSONValue?
  var multiplier: JSONValue?
  var taskUUID: String?
  var taskType: String?
  /// True for what happened after acceptance.
  var afterAcceptance = false

  private static let documentation = "https://runware.ai/docs/en/video-inference/api-reference"

  /// The item as it goes out.
  var json: JSONValue {
    .object(present: [
      "code": .string(code),
      "message": .string(message),
      "parameter": parameterValue,
      "type": type.map(JSONValue.string),
      "documentation": .string(Self.documentation),
      "taskUUID": taskUUID.map(JSONValue.string),
      "taskType": taskType.map(JSONValue.string),
      "allowedValues": allowedValues.map(JSONValue.array),
      "min": min,
      "max": max,
      "multiplier": multiplier,
      "status": afterAcceptance ? "error" : nil,
    ])
  }

  private var parameterValue: JSONValue? {
    parameters.count > 1 ? .array(parameters.map(JSONValue.string)) : parameters.first.map(JSONValue.string)
  }

  /// The HTTP status that an answer has which holds nothing but this.
  var httpStatus: Int {
    switch code {
    case "missingApiKey", "invalidApiKey": 401
    case "taskNotFound", "mediaNotFound", "modelNotFound": 404
    case "internalServerError": 500
    case _ where afterAcceptance: 200
    default: 400
    }
  }
}

/// All that is wrong with one task.
struct RunwareFailures: Error {
  var items: [RunwareFailure]

  init(_ items: RunwareFailure...) { self.items = items }
  init(_ items: [RunwareFailure]) { self.items = items }
}

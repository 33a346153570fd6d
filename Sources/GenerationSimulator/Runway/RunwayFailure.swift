import FlyingFox
import MediaBasics

/// One thing wrong with a request's body, in the shape of the service's schema checker.
struct RunwayIssue: Hashable {
  /// The checker's word: `invalid_type`, `invalid_value`, `too_big`, ….
  var code: String
  /// Where: members by name, elements by number.
  var path: [MediaBasics.JSONValue]
  var message: String
  /// What more the checker tells: `expected`, `values`, `maximum`, ….
  var extras: [String: MediaBasics.JSONValue] = [:]

  var json: MediaBasics.JSONValue {
    .object(extras.merging(["code": .string(code), "path": .array(path), "message": .string(message)]) { $1 })
  }
}

/// A refused request: an HTTP status with the service's error body.
struct RunwayFailure: Error {
  var status: Int
  var message: String
  var issues: [RunwayIssue] = []

  private static let documentation = "https://docs.dev.runwayml.com/api"

  static let unauthorized = RunwayFailure(status: 401, message: "The API key is missing or invalid.")
  static let wrongVersion = RunwayFailure(
    status: 400, message: "The header X-Runway-Version must be present and hold 2024-11-06.")
  static let taskNotFound = RunwayFailure(status: 404, message: "Could not find Task")
  static let notFound = RunwayFailure(status: 404, message: "Not found.")
  static let notJSON = RunwayFailure(status: 400, message: "The body must be a JSON object.")

  /// The body doesn't pass the schema.
  static func invalid(_ issues: [RunwayIssue]) -> RunwayFailure {
    RunwayFailure(status: 400, message: "Validation of body failed", issues: issues)
  }

  /// An input that can't be used.
  static func asset(_ field: String, _ reason: String) -> RunwayFailure {
    RunwayFailure(status: 400, message: "Invalid asset in \(field): \(reason)")
  }

  var response: HTTPResponse {
    var body: [String: MediaBasics.JSONValue] = ["error": .string(message)]
    if !issues.isEmpty {
      body["issues"] = .array(issues.map(\.json))
      body["docUrl"] = .string(Self.documentation)
    }
    return .json(.object(body), status: status)
  }
}

import Foundation
import MediaBasics

/// Runway over HTTP: one path a kind of task, plain JSON objects, the interface's version in a header.
struct RunwayChannel: Sendable {
  /// The only version that the service takes, by its specification of 2026.
  static let version = "2024-11-06"

  let channel: ServiceChannel
  private let base: WebAddress
  private let key: Secret

  init(_ channel: ServiceChannel, base: WebAddress, key: Secret) throws {
    self.channel = channel
    // People write the address with or without the path's first part, which every path here brings along.
    var text = Substring(base.text)
    while text.hasSuffix("/") { text.removeLast() }
    if text.hasSuffix("/v1") { text.removeLast(3) }
    self.base = try WebAddress(String(text))
    self.key = key
  }

  /// Asks for something; may be repeated.
  func get(_ path: String, attempts: Int? = nil) async throws -> JSONValue {
    try await exchange(.get, path, nil, attempts: attempts)
  }

  /// Asks for something that may not be there: `nil` then.
  func find(_ path: String, attempts: Int? = nil) async throws -> JSONValue? {
    do {
      return try await get(path, attempts: attempts)
    } catch let error as GenerationError where error.report.details["status"] == 404 {
      return nil
    }
  }

  /// Posts what costs nothing; may be repeated.
  func post(_ path: String, _ body: JSONValue) async throws -> JSONValue {
    try await exchange(.post, path, body)
  }

  /// Posts what makes a task: never repeated once the service may have acted on it.
  func create(
    _ path: String, _ body: JSONValue, departure: @escaping @Sendable (Departure) async throws -> Void
  ) async throws -> JSONValue {
    try await exchange(.post, path, body, repeatable: false, departure: departure)
  }

  /// Deletes something; `false` where it isn't there.
  func delete(_ path: String) async throws -> Bool {
    do {
      _ = try await exchange(.delete, path, nil)
      return true
    } catch let error as GenerationError where error.report.details["status"] == 404 {
      return false
    }
  }

  private func exchange(
    _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue?, attempts: Int? = nil, repeatable: Bool = true,
    departure: @escaping @Sendable (Departure) async throws -> Void = { _ in }
  ) async throws -> JSONValue {
    let address = try base.appending(path)
    let content = try body.map { try HTTPBody($0) }
    return try await channel.exchange(attempts: attempts, departure: departure) {
      var headers = [
        "Authorization": "Bearer \(key.value)", "X-Runway-Version": Self.version, "Accept": "application/json",
      ]
      if content != nil { headers["Content-Type"] = "application/json" }
      return HTTPRequest(
        method: method, address: address, headers: headers, body: content, repeatable: repeatable)
    } judge: { response in
      try judge(response, repeatable: repeatable)
    }
  }

  private func judge(_ response: HTTPResponse, repeatable: Bool) throws -> ServiceChannel.Verdict<JSONValue> {
    guard (200..<300).contains(response.status) else { throw error(response) }
    if response.body.isEmpty, response.status == 204 { return .final(.null) }
    if let json = JSONValue(told: response.body), case .object = json { return .final(json) }
    let words = channel.words(of: response) ?? ""
    guard repeatable else { throw GenerationError.answerLost("Runway", "HTTP \(response.status) without JSON") }
    return .tryAgain(.badAnswer("Runway", "HTTP \(response.status) without JSON", excerpt: words), pause: nil)
  }

  private func error(_ response: HTTPResponse) -> GenerationError {
    let status = response.status
    let json = (try? JSONValue(parsing: response.body)) ?? .null
    var words = channel.words(of: response) ?? "HTTP \(status)"
    let issues = (json["issues"]?.elements ?? []).map(Self.sentence).map { channel.redactor.text($0) }
    if !issues.isEmpty { words += ": \(issues.joined(separator: "; "))" }
    let details: [String: JSONValue] = [
      "status": .integer(Int64(status)), "providerMessage": .string(words), "providerCode": .string("\(status)"),
    ]
    switch status {
    case 401, 403:
      return GenerationError(
        .keyRefused, .key, "Runway refused the key: \(words)", hint: "Check RUNWAYML_API_SECRET.", details: details)
    // Runway answers 400, not 402, to an account without credits.
    case 400 where words.lowercased().contains("enough credits"), 402:
      return GenerationError(
        .noCredit, .refused, "Runway's account can't pay for it: \(words)", hint: "Add credits, then run again.",
        details: details)
    // What may pass (408, 425, 429) was tried again before.
    case 400..<500:
      return GenerationError(
        .rejected, .refused, "Runway refused the request (HTTP \(status)): \(words)",
        hint: "Correct what the message names.", details: details)
    default:
      return .badAnswer("Runway", "HTTP \(status)", excerpt: words)
    }
  }

  /// One finding of the service's validation: where, and what.
  private static func sentence(_ issue: JSONValue) -> String {
    let path = (issue["path"]?.elements ?? []).compactMap(\.plainText).joined(separator: ".")
    let message = issue["message"]?.text ?? issue["code"]?.text ?? "invalid"
    return path.isEmpty ? message : "\(path): \(message)"
  }
}

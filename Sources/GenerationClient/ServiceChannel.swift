import Foundation
import MediaBasics

/// Requests to one service under one key: paced, logged, and tried again where that can help and does no harm.
struct ServiceChannel: Sendable {
  /// The service's name, for messages.
  let service: String
  let transport: Transport
  let pacer: RequestPacer
  let retries: RetryPolicy
  let time: TimeSource
  let redactor: Redactor

  /// What an answer is worth.
  enum Verdict<Answer: Sendable>: Sendable {
    case final(Answer)
    /// Trouble of the moment; the pause is what the service asked for.
    case tryAgain(GenerationError, pause: Duration?)
  }

  /// Sends a request, made anew for each try, until `judge` calls an answer final, or the tries are used up.
  ///
  /// A request that isn't repeatable is sent again only where the service can't have acted on it: nothing of it left,
  /// or the service refused to look at it (429, 503).
  ///
  /// - Parameter departure: told before each try, once the pace lets it out, and after one that can't have been acted on.
  /// - Throws: what ended the last try; `provider.answer-lost` where a request that isn't repeatable may have been
  ///   acted on.
  func exchange<Answer: Sendable>(
    attempts: Int? = nil, departure: @Sendable (Departure) async throws -> Void = { _ in },
    _ make: @Sendable () throws -> HTTPRequest,
    judge: @Sendable (HTTPResponse) throws -> Verdict<Answer>
  ) async throws -> Answer {
    let attempts = attempts ?? retries.attempts
    var failures = 0
    while true {
      try await pacer.admit()
      let trouble: GenerationError
      var asked: Duration?
      let request = try make()
      try await departure(.leaving)
      do {
        let response = try await send(request)
        switch try verdict(on: response, request, judge) {
        case .final(let answer): return answer
        case .tryAgain(let error, let pause): (trouble, asked) = (error, pause)
        }
      } catch let failure as TransferFailure {
        trouble = .noAnswer(service, failure)
        guard request.repeatable || !failure.requestLeft else {
          throw GenerationError.answerLost(service, failure.text)
        }
        guard failure.cause != .untrusted else { throw trouble }
      }
      try await departure(.stayed)
      failures += 1
      if let asked {
        // All others as well, but not so long that they seem dead.
        await pacer.hold(for: min(asked, retries.longestAsked))
        guard asked <= retries.longestAsked else { throw trouble }
      }
      guard failures < attempts else { throw trouble }
      try await time.sleep(max(asked ?? .zero, retries.pause(after: failures, random: time.random())))
    }
  }

  /// Cancelling ends a request at once, but not one that may make what nobody could name then: its answer is waited for.
  private func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    if request.repeatable { return try await transport.send(request) }
    return try await Task { try await transport.send(request) }.value
  }

  private func verdict<Answer>(
    on response: HTTPResponse, _ request: HTTPRequest, _ judge: (HTTPResponse) throws -> Verdict<Answer>
  ) throws -> Verdict<Answer> {
    let status = response.status
    switch status {
    case 429, 503:
      let pause = response.retryAfter()
      let error: GenerationError =
        status == 429
        ? .busy(service, status, words(of: response), retryAfter: pause)
        : .failing(service, status, words(of: response))
      return .tryAgain(error, pause: pause)
    case 408, 425, 500...599:
      guard request.repeatable else { throw GenerationError.answerLost(service, "HTTP \(status)") }
      return .tryAgain(.failing(service, status, words(of: response)), pause: response.retryAfter())
    default:
      return try judge(response)
    }
  }

  /// An answer's own words, fit to be shown; `nil` where it has none.
  func words(of response: HTTPResponse) -> String? {
    let text = ServiceWords.message(in: response.body) ?? String(decoding: response.body.prefix(300), as: UTF8.self)
    var shown = redactor.text(text, limit: 200).trimmingCharacters(in: .whitespacesAndNewlines)
    // Our own sentences end them.
    if shown.hasSuffix(".") { shown.removeLast() }
    return shown.isEmpty ? nil : shown
  }
}

/// Finds the sentence in an error body, whichever of the services' shapes it has.
enum ServiceWords {
  static func message(in body: Data) -> String? {
    if body.first == UInt8(ascii: "<") { return XMLText(body)["Message"] }
    guard let json = try? JSONValue(parsing: body) else { return nil }
    let item = json["errors"]?.elements?.first ?? json["error"] ?? json
    return item.text ?? item["message"]?.text ?? item["error"]?.text
  }
}

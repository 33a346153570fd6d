import MediaBasics

/// What goes wrong between us and a service.
extension GenerationError {
  static func noAnswer(_ service: String, _ failure: TransferFailure) -> GenerationError {
    let words = failure.text
    switch failure.cause {
    case .unreachable:
      return GenerationError(
        .unreachable, .unavailable, "\(service) can't be reached: \(words).",
        hint: "Check the network and proxy, then run again.")
    case .untrusted:
      return GenerationError(
        .untrusted, .unavailable, "\(service)'s certificate isn't trusted: \(words).",
        hint: "Behind a proxy that inspects TLS, name its certificates in CURL_CA_BUNDLE.")
    case .timedOut:
      return GenerationError(
        .timeout, .unavailable, "\(service) did not answer in time: \(words).", hint: "Run again later.")
    case .cut:
      return GenerationError(
        .unreachable, .unavailable, "\(service)'s connection broke: \(words).", hint: "Run again.")
    }
  }

  static func busy(_ service: String, _ status: Int, _ words: String?, retryAfter: Duration?) -> GenerationError {
    let wait = retryAfter.map { " It asks to wait \(Int($0.inSeconds.rounded(.up))) s." } ?? ""
    return GenerationError(
      .busy, .unavailable,
      "\(service) takes no more requests now (HTTP \(status))\(words.map { ": \($0)" } ?? "").\(wait)",
      hint: "Run again later, or with fewer requests a minute.", details: ["status": .integer(Int64(status))])
  }

  static func failing(_ service: String, _ status: Int, _ words: String?) -> GenerationError {
    GenerationError(
      .failing, .unavailable, "\(service) is failing (HTTP \(status))\(words.map { ": \($0)" } ?? ".")",
      hint: "Run again later: what was submitted is not lost.", details: ["status": .integer(Int64(status))])
  }

  static func badAnswer(_ service: String, _ reason: String, excerpt: String = "") -> GenerationError {
    var details: [String: JSONValue] = [:]
    if !excerpt.isEmpty { details["answer"] = .string(excerpt) }
    return GenerationError(
      .badAnswer, .unavailable, "\(service) answered with something else than its protocol says: \(reason).",
      hint: "Run again; if it stays, report it with the output of --verbose.", details: details)
  }

  static func answerTooLarge(limit: Int64) -> GenerationError {
    GenerationError(
      .tooLarge, .unavailable, "The answer is longer than the \(limit) bytes that are taken.",
      hint: "Check the address that the service gave; a larger limit can be set.", details: ["limit": .integer(limit)]
    )
  }

  static func redirect(_ address: String, _ reason: String) -> GenerationError {
    GenerationError(
      .redirect, .unavailable, "\(address) is not followed: \(reason).",
      hint: "Check the base address; a proxy or a login page may stand before the service.")
  }

  static func answerLost(_ service: String, _ reason: String) -> GenerationError {
    GenerationError(
      .answerLost, .unavailable,
      "A request went out to \(service) and its answer was lost (\(reason)): there may be a task, and it may be billed.",
      hint: "Look at your tasks at \(service) before you let it be sent again (batch retry --unknown).")
  }

  static func troubled(_ trouble: ProviderFailure) -> GenerationError {
    GenerationError(
      .failing, .unavailable, "The service can't tell what became of the task (\(trouble.code)): \(trouble.message)",
      hint: "Run again later to go on asking: the task is not lost.", details: ["providerCode": .string(trouble.code)]
    )
  }

  static func taskTimeout(_ id: String, after limit: Duration) -> GenerationError {
    GenerationError(
      .taskTimeout, .stopped, "Task \(id) is not done after \(Int(limit.inSeconds)) s; it goes on at the service.",
      hint: "Run again to go on waiting, with a longer --timeout.", details: ["task": .string(id)])
  }
}

import Foundation
import MediaBasics

/// Runware over HTTP: one address that takes an array of tasks by POST.
struct RunwareChannel: Sendable {
  let channel: ServiceChannel
  let address: WebAddress
  private let key: Secret

  init(_ channel: ServiceChannel, address: WebAddress, key: Secret) {
    self.channel = channel
    self.address = address
    self.key = key
  }

  /// Sends tasks as one request; tries again as the policy says, or `attempts` times.
  func post(_ tasks: [JSONValue], attempts: Int? = nil) async throws -> RunwareAnswer {
    let body = try HTTPBody(.array(tasks))
    return try await post(attempts: attempts) { body }
  }

  /// Sends a body that is made anew for each try.
  func post(
    attempts: Int? = nil, timeouts: HTTPTimeouts = HTTPTimeouts(), progress: ByteCounter? = nil,
    _ body: @Sendable () throws -> HTTPBody
  ) async throws -> RunwareAnswer {
    try await channel.exchange(attempts: attempts) {
      HTTPRequest(
        method: .post, address: address,
        headers: [
          "Authorization": "Bearer \(key.value)", "Content-Type": "application/json", "Accept": "application/json",
        ], body: try body(), timeouts: timeouts, progress: progress)
    } judge: {
      try judge($0)
    }
  }

  private func judge(_ response: HTTPResponse) throws -> ServiceChannel.Verdict<RunwareAnswer> {
    if let answer = RunwareAnswer(response.body, status: response.status) { return .final(answer) }
    let words = channel.words(of: response) ?? ""
    let trouble = GenerationError.badAnswer(
      channel.service, "HTTP \(response.status) without data or errors", excerpt: words)
    switch response.status {
    case 401, 403:
      let fault = RunwareFault(["code": "unauthorized", "message": .string(words)])
      throw fault.error(status: response.status, redactor: channel.redactor)
    // No such place: the address is wrong, and stays so.
    case 404, 405: throw trouble
    // Whatever the status says, the answer may have been cut on its way.
    default: return .tryAgain(trouble, pause: nil)
    }
  }

  /// A fault as an error, the key hidden in whatever the service says.
  func error(_ fault: RunwareFault, status: Int) -> GenerationError {
    fault.error(status: status, redactor: channel.redactor)
  }
}

import Foundation

/// HTTP for one provider: asynchronous requests over libcurl, with connections kept and HTTP/2 where it is offered.
final class Transport: Sendable {
  private let loop: TransferLoop
  private let log: ExchangeLog

  /// - Throws: `client.internal` where libcurl can't be set up.
  init(trust: TrustSettings, log: ExchangeLog) throws {
    do {
      loop = try TransferLoop(trust: trust)
    } catch {
      throw GenerationError.internalFault("\(error)")
    }
    self.log = log
    loop.start()
  }

  deinit {
    loop.stop()
  }

  /// Makes one exchange, redirects followed: any answer that came in whole is returned, whatever its status.
  ///
  /// A redirect leads to `https` only (from this machine also back to it), keeps a key from other origins, and is
  /// followed for a POST only where it is told to stay one (307, 308) and may be sent twice; a signed request's is an answer.
  /// - Throws: ``TransferFailure`` without an answer; ``GenerationError`` for what is refused; `CancellationError`.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    var request = request
    for _ in 0..<5 {
      let response = try await exchange(request)
      guard let next = try redirected(request, by: response) else { return response }
      request = next
    }
    throw GenerationError.redirect(request.address.shown, "it redirects more than five times")
  }

  private func exchange(_ request: HTTPRequest) async throws -> HTTPResponse {
    let number = log.began(request)
    let ticket = TransferTicket()
    do {
      let response = try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          loop.submit(.init(request: request, ticket: ticket) { continuation.resume(with: $0) })
        }
      } onCancel: {
        ticket.cancel()
        loop.wake()
      }
      log.ended(number, response)
      return response
    } catch let error as CurlError {
      throw GenerationError.internalFault(error.description)
    } catch {
      log.failed(number, error)
      throw error
    }
  }

  private func redirected(_ request: HTTPRequest, by response: HTTPResponse) throws(GenerationError) -> HTTPRequest? {
    guard [301, 302, 303, 307, 308].contains(response.status), let location = response.headers["location"] else {
      return nil
    }
    // A signature is for one host.
    if request.signing != nil { return nil }
    let from = request.address.shown
    guard request.method == .get || (response.status >= 307 && request.repeatable) else {
      throw .redirect(
        from, "it answers \(request.method.rawValue) with a redirect to \(Redactor.shortened(location))")
    }
    guard let absolute = URL(string: location, relativeTo: URL(string: request.address.text))?.absoluteString,
      let address = try? WebAddress(absolute), request.address.scheme == "http" || address.scheme == "https"
    else { throw .redirect(from, "it redirects to \(Redactor.shortened(location)), which is not https") }
    guard request.address.isLoopback || !address.isLoopback else {
      throw .redirect(from, "it redirects to this machine")
    }
    var next = request
    next.address = address
    if address.origin != request.address.origin { next.headers["Authorization"] = nil }
    return next
  }
}

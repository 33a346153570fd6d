import FlyingFox
import Foundation

extension FaultEffect {
  /// Answers a request as this fault has it: `normal` does the work, `failing` makes an error of a status.
  func apply(
    failing: (Int) -> HTTPResponse, _ normal: () async throws -> HTTPResponse
  ) async throws -> HTTPResponse {
    switch self {
    case .reset:
      return .dropped
    case .lost:
      _ = try await normal()
      return .dropped
    case .status(let status):
      var response = failing(status)
      if status == 429 || status == 503 { response.headers[HTTPHeader("Retry-After")] = "1" }
      return response
    case .html:
      return HTTPResponse(
        statusCode: .badGateway, headers: [.contentType: "text/html"],
        body: Data("<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>".utf8))
    case .brokenJSON:
      let whole = try await normal()
      let body = try await whole.bodyData
      return HTTPResponse(statusCode: whole.statusCode, headers: whole.headers, body: body.prefix(body.count / 2))
    case .stall(let seconds):
      try await Task.sleep(for: .seconds(seconds))
      return try await normal()
    case .redirect:
      return HTTPResponse(
        statusCode: HTTPStatusCode(307, phrase: "Temporary Redirect"),
        headers: [HTTPHeader("Location"): "http://example.com/"])
    case .endless:
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "application/json"],
        body: HTTPBodySequence(from: EndlessBody(), suggestedBufferSize: EndlessBody.piece))
    case .none, .truncate, .drip, .wrongLength, .empty, .duplicate, .shuffle, .expire, .fail, .extraFrame:
      return try await normal()
    }
  }
}

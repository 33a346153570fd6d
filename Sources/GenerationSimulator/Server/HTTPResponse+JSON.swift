import FlyingFox
import Foundation
import MediaBasics

extension HTTPResponse {
  /// A JSON answer.
  static func json(_ value: MediaBasics.JSONValue, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      statusCode: HTTPStatusCode(status), headers: [.contentType: "application/json"],
      body: (try? value.data()) ?? Data("{}".utf8))
  }
}

extension HTTPStatusCode {
  /// A status by its number, with its usual phrase.
  init(_ code: Int) {
    let known: [HTTPStatusCode] = [
      .ok, .created, .noContent, .partialContent, .notModified, .badRequest, .unauthorized, .paymentRequired,
      .forbidden, .notFound, .methodNotAllowed, .gone, .payloadTooLarge, .rangeNotSatisfiable, .tooManyRequests,
      .internalServerError, .badGateway, .serviceUnavailable, .gatewayTimeout,
    ]
    self = known.first { $0.code == code } ?? HTTPStatusCode(code, phrase: "Status \(code)")
  }
}

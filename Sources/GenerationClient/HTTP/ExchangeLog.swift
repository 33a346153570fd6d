import Foundation
import Synchronization

/// Takes a line of the debug log; called from any thread.
public typealias LogHandler = @Sendable (String) -> Void

/// Tells each exchange in two lines, the way out and the way back, joined by a number.
final class ExchangeLog: Sendable {
  private let handler: LogHandler?
  private let redactor: Redactor
  private let count = Atomic(0)

  init(_ handler: LogHandler?, _ redactor: Redactor) {
    self.handler = handler
    self.redactor = redactor
  }

  func began(_ request: HTTPRequest) -> Int {
    let number = count.wrappingAdd(1, ordering: .relaxed).newValue
    guard let handler else { return number }
    var line = "[\(number)] \(request.method.rawValue) \(redactor.text(request.address.shown))"
    if let range = request.headers["Range"] { line += " \(range)" }
    if let body = request.body {
      let preview = body.preview
      line += " (\(body.length) bytes)"
      line += Int64(preview.count) == body.length ? " \(redactor.body(preview))" : " streamed"
    }
    handler(line)
    return number
  }

  func ended(_ number: Int, _ response: HTTPResponse) {
    guard let handler else { return }
    let type = response.headers["content-type"] ?? "no type"
    let body = Int64(response.body.count) < response.length ? "into a file" : redactor.body(response.body)
    handler("[\(number)] \(response.status) \(type) (\(response.length) bytes) \(body)")
  }

  func failed(_ number: Int, _ error: any Error) {
    guard let handler else { return }
    let words = (error as? TransferFailure).map { "\($0.cause): \($0.text)" } ?? "\(error)"
    handler("[\(number)] no answer: \(redactor.text(words))")
  }
}

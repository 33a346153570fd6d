import Foundation
import MediaBasics

/// Fetches files: resumed where they were cut, whole or not at all.
struct Downloader: Sendable {
  let transport: Transport
  let retries: RetryPolicy
  let time: TimeSource
  /// The longest file that is taken.
  let limit: Int64
  /// Whether addresses on this machine are opened: only where the service itself is there.
  let allowsLoopback: Bool
  /// The pace that files keep where they come from the service's own origin; `nil`: none.
  var pace: OriginPace?

  /// However much each of them brings.
  private static let mostTries = 200

  /// What one try came to.
  private enum Outcome {
    case whole
    /// Go on with what is there.
    case again(GenerationError, pause: Duration?)
  }

  /// Fetches `address` into `file` by way of a part beside it.
  func download(_ address: String, to file: URL, progress: ProgressHandler?) async throws {
    let address = try WebAddress(address)
    try LocalFile.check(file)
    guard allowsLoopback || !address.isLoopback else {
      throw GenerationError.address(address.shown, "a service elsewhere names an address on this machine")
    }
    let part = PartFile(of: address, for: file)
    let report = counter(progress, "downloading")
    var failures = 0
    for tries in 1... {
      let before = part.length
      switch try await attempt(address, part, report) {
      case .whole:
        try part.publish(as: file)
        return
      case .again(let error, let pause):
        // A try that brought something counts as none: a long file over a poor line comes in by and by.
        failures = part.length > before ? 1 : failures + 1
        guard failures < retries.attempts, tries < Self.mostTries, pause ?? .zero <= retries.longestAsked else {
          throw error
        }
        try await time.sleep(max(pause ?? .zero, retries.pause(after: failures, random: time.random())))
      }
    }
  }

  private func attempt(
    _ address: WebAddress, _ part: PartFile, _ progress: ByteCounter?
  ) async throws -> Outcome {
    var request = HTTPRequest(method: .get, address: address, destination: .file(part, limit: limit))
    request.timeouts = .download
    request.progress = progress
    let held = resume(&request, part)
    try await pace?.admit(address)
    do {
      let response = try await transport.send(request)
      return try judge(response, address, part, held: held)
    } catch let failure as TransferFailure {
      let error = GenerationError.noAnswer(address.host, failure)
      guard failure.cause != .untrusted else { throw error }
      return .again(part.length > held ? .truncated(address.shown, failure.text) : error, pause: nil)
    } catch is PartMismatch {
      part.discard()
      return .again(.truncated(address.shown, "the file changed between two tries"), pause: nil)
    } catch let error as GenerationError where error.code == .tooLarge {
      part.discard()
      throw error
    }
  }

  /// Asks for the rest where there is a beginning that is known to be of this file; gives its length.
  private func resume(_ request: inout HTTPRequest, _ part: PartFile) -> Int64 {
    let held = part.length
    guard held > 0, let note = part.note, note.validator != nil || note.total != nil,
      note.total.map({ held <= $0 }) ?? true
    else {
      part.discard()
      return 0
    }
    request.headers["Range"] = "bytes=\(held)-"
    request.headers["If-Range"] = note.validator
    return held
  }

  private func judge(
    _ response: HTTPResponse, _ address: WebAddress, _ part: PartFile, held: Int64
  ) throws -> Outcome {
    let status = response.status
    switch status {
    case 200, 206:
      guard !Self.isPage(response) else {
        part.discard()
        return .again(.badAnswer(address.host, "a page instead of a file"), pause: nil)
      }
      let length = part.length
      guard length > 0 else { return .again(.truncated(address.shown, "it is empty"), pause: nil) }
      if let total = part.note?.total, total != length {
        return .again(.truncated(address.shown, "\(length) of \(total) bytes came"), pause: nil)
      }
      return .whole
    case 416:
      if let total = part.note?.total, total == held { return .whole }
      part.discard()
      return .again(.truncated(address.shown, "the rest that was asked for is not there"), pause: nil)
    case 401, 403, 410: throw GenerationError.expired(address.shown, status)
    // A fresh address may not be served yet.
    case 404, 422: return .again(.expired(address.shown, status), pause: response.retryAfter())
    case 408, 425, 429, 500...599: return .again(.failing(address.host, status, nil), pause: response.retryAfter())
    default: throw GenerationError.badAnswer(address.host, "HTTP \(status) for \(address.shown)")
    }
  }

  /// Whether it is something to be read: an error page under a status that means success.
  private static func isPage(_ response: HTTPResponse) -> Bool {
    let type = response.headers["content-type"]?.lowercased() ?? ""
    return ["text/html", "application/json", "application/xml", "text/xml"].contains { type.hasPrefix($0) }
  }
}

import Foundation

/// One HTTP exchange to be made.
struct HTTPRequest: Sendable {
  enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  /// A signature that libcurl makes (AWS Signature Version 4).
  struct Signing: Sendable {
    /// Such as `aws:amz:us-east-1:s3`.
    let scheme: String
    let user: Secret
    let password: Secret
  }

  /// Where an answer's body goes.
  enum Destination: Sendable {
    /// Into memory, up to so many bytes.
    case memory(limit: Int64)
    /// Into a file, up to so many bytes; bodies of answers other than 200 and 206 still go into memory.
    case file(PartFile, limit: Int64)
  }

  var method: Method
  var address: WebAddress
  /// Besides those that libcurl adds.
  var headers: [String: String] = [:]
  var body: HTTPBody?
  var signing: Signing?
  var destination = Destination.memory(limit: HTTPRequest.answerLimit)
  var timeouts = HTTPTimeouts()
  /// Whether sending it twice does no harm; where false not even libcurl repeats it on a connection that died.
  var repeatable = true
  /// Told how many bytes of the body have gone out, or have come into the file, and of how many.
  var progress: ByteCounter?

  /// The longest answer that is taken into memory: far more than any JSON of either service.
  static let answerLimit: Int64 = 32 << 20
}

/// How long an exchange may take.
struct HTTPTimeouts: Hashable, Sendable {
  /// Until there is a connection, TLS included.
  var connect: Duration = .seconds(20)
  /// Without at least ``slowest`` bytes a second in either direction.
  var stall: Duration = .seconds(60)
  /// What is as good as nothing.
  var slowest = 1
  /// From the beginning to the end; `nil` sets no limit.
  var whole: Duration? = .seconds(180)

  /// For an upload: longer, by what a poor line needs for it.
  static func upload(of bytes: Int64) -> HTTPTimeouts {
    HTTPTimeouts(stall: .seconds(120), whole: .seconds(300 + bytes / 50_000))
  }

  /// For a download, however long: what drips in too slowly is cut, and gone on with.
  static let download = HTTPTimeouts(slowest: 1000, whole: nil)
}

extension Duration {
  /// Whole milliseconds, rounded down, as C interfaces take them; at most what 32 bits hold, 24 days.
  var milliseconds: Int { Int(max(0, min(self / .milliseconds(1), Double(Int32.max)))) }

  /// As a floating-point number of seconds.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

import Foundation
import MediaBasics

/// A request's body as a list of parts that are read when they are sent, so that no file is ever held whole.
struct HTTPBody: Sendable {
  enum Part: Sendable {
    case bytes(Data)
    /// A file as it is; it had `length` bytes when the body was put together.
    case file(URL, length: Int64)
    /// A part of a file.
    case slice(URL, offset: Int64, length: Int64)
    /// A file as base64, encoded while it is sent.
    case base64(URL, length: Int64)
  }

  let parts: [Part]

  init(_ parts: [Part]) {
    self.parts = parts
  }

  /// A JSON document.
  init(_ json: JSONValue) throws {
    self.init([.bytes(try json.data())])
  }

  /// How many bytes go out, known before the first does.
  var length: Int64 {
    parts.reduce(0) { $0 + $1.sentLength }
  }

  /// The beginning that is in memory anyway, for the log.
  var preview: Data {
    if case .bytes(let data)? = parts.first { data } else { Data() }
  }
}

extension HTTPBody.Part {
  var sentLength: Int64 {
    switch self {
    case .bytes(let data): Int64(data.count)
    case .file(_, let length), .slice(_, _, let length): length
    case .base64(_, let length): (length + 2) / 3 * 4
    }
  }
}

import Foundation

/// A `multipart/form-data` body: fields, then one file, read while it is sent (RFC 7578).
struct MultipartForm: Sendable {
  let contentType: String
  let body: HTTPBody

  /// - Parameter fields: sent before the file, in this order.
  init(fields: [(name: String, value: String)], file: URL, length: Int64, mimeType: String) {
    let boundary = "rwmedia-\(UUID().uuidString)"
    contentType = "multipart/form-data; boundary=\(boundary)"
    var head = ""
    for (name, value) in fields {
      head += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(name))\"\r\n\r\n\(value)\r\n"
    }
    let name = Self.quoted(file.lastPathComponent)
    head += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n"
    head += "Content-Type: \(mimeType)\r\n\r\n"
    body = HTTPBody([
      .bytes(Data(head.utf8)), .file(file, length: length), .bytes(Data("\r\n--\(boundary)--\r\n".utf8)),
    ])
  }

  /// A name as HTML's form encoding has it within quotes.
  private static func quoted(_ name: String) -> String {
    name.replacingOccurrences(of: "\"", with: "%22").replacingOccurrences(of: "\r", with: "%0D")
      .replacingOccurrences(of: "\n", with: "%0A")
  }
}

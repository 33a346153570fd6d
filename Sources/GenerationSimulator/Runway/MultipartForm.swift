import Foundation

/// A `multipart/form-data` body taken apart (RFC 7578).
struct MultipartForm {
  /// One part of it.
  struct Part {
    let name: String
    let content: Data
  }

  let parts: [Part]

  /// Takes a body apart; `nil` where it is no such form.
  init?(_ body: Data, contentType: String?) {
    guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data"),
      let boundary = Self.parameter("boundary", in: contentType)
    else { return nil }
    let delimiter = Data("--\(boundary)".utf8)
    var parts: [Part] = []
    guard var start = body.range(of: delimiter)?.upperBound else { return nil }
    while let end = body.range(of: Data("\r\n--\(boundary)".utf8), in: start..<body.endIndex) {
      guard let part = Self.part(body[start..<end.lowerBound]) else { return nil }
      parts.append(part)
      start = end.upperBound
    }
    self.parts = parts
  }

  /// The text of the part with that name.
  func field(_ name: String) -> String? {
    parts.first { $0.name == name }.map { String(decoding: $0.content, as: UTF8.self) }
  }

  private static func part(_ bytes: Data) -> Part? {
    guard let gap = bytes.range(of: Data("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: bytes[bytes.startIndex..<gap.lowerBound], as: UTF8.self)
    let disposition = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
    guard let name = disposition.flatMap({ parameter("name", in: String($0)) }) else { return nil }
    return Part(name: name, content: Data(bytes[gap.upperBound...]))
  }

  private static func parameter(_ name: String, in header: String) -> String? {
    for piece in header.split(separator: ";").dropFirst() {
      let pair = piece.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].trimmingCharacters(in: .whitespaces).lowercased() == name else { continue }
      return pair[1].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
    }
    return nil
  }
}

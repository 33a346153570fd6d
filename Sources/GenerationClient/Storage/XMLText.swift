import Foundation

/// Reads the few flat elements of S3's answers: no attributes, no mixed contents, no foreign entities.
struct XMLText: Sendable {
  private let text: Substring

  init(_ data: Data) {
    text = Substring(String(decoding: data, as: UTF8.self))
  }

  private init(_ text: Substring) {
    self.text = text
  }

  /// The contents of the first element of this name; `nil` where there is none.
  subscript(name: String) -> String? {
    all(name).first.map { Self.plain($0.text) }
  }

  /// The elements of this name, in order.
  func all(_ name: String) -> [XMLText] {
    var found: [XMLText] = []
    var rest = text
    while let open = rest.range(of: "<\(name)>"), let close = rest[open.upperBound...].range(of: "</\(name)>") {
      found.append(XMLText(rest[open.upperBound..<close.lowerBound]))
      rest = rest[close.upperBound...]
    }
    return found
  }

  private static func plain(_ text: Substring) -> String {
    var plain = String(text)
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'")] {
      plain = plain.replacing(entity, with: character)
    }
    return plain.replacing("&amp;", with: "&")
  }

  /// A text as it stands within an element.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

import Foundation
import MediaBasics

/// Makes exchanges fit to be read: no key, no signed query, no media.
struct Redactor: Sendable {
  private let secrets: [Secret]

  /// Hides each of `secrets` wherever it shows up.
  init(secrets: [Secret]) {
    self.secrets = secrets.filter { !$0.value.isEmpty }
  }

  /// A body in at most a few hundred characters.
  func body(_ data: Data) -> String {
    guard data.count <= 1 << 20, let json = try? JSONValue(parsing: data),
      let short = try? Self.shortened(json).data()
    else { return data.contains(0) ? "binary" : text(String(decoding: data.prefix(400), as: UTF8.self), limit: 200) }
    return cut(plain(String(decoding: short, as: UTF8.self)), limit: 4000)
  }

  /// A text of at most `limit` characters, in one line.
  func text(_ text: String, limit: Int = 400) -> String {
    let words = plain(text).split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.contains("://") && word.contains("?") ? Self.shortened(String(word)) : String(word)
    }
    return cut(words.joined(separator: " "), limit: limit)
  }

  /// One line without keys, and without what a terminal would obey.
  private func plain(_ text: String) -> String {
    var text = secrets.reduce(text) { $0.replacingOccurrences(of: $1.value, with: "\($1)") }
    text = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    text.unicodeScalars.removeAll { $0.properties.generalCategory == .control }
    return text
  }

  private func cut(_ text: String, limit: Int) -> String {
    text.count > limit ? "\(text.prefix(limit))…" : text
  }

  /// A string without a URL's query, and without most of a data URI or another long value.
  static func shortened(_ text: String) -> String {
    if text.hasPrefix("data:") { return "\(text.prefix { $0 != "," }.prefix(60)),… (\(text.utf8.count) bytes)" }
    if text.contains("://"), let query = text.firstIndex(of: "?") { return "\(text[..<query].prefix(300))?…" }
    return text.utf8.count > 2000 ? "\(text.prefix(100))… (\(text.utf8.count) bytes)" : text
  }

  private static let hiddenNames = [
    "key", "signature", "policy", "credential", "token", "secret", "password", "authorization",
  ]

  private static func shortened(_ json: JSONValue) -> JSONValue {
    switch json {
    case .string(let text): .string(shortened(text))
    case .array(let elements): .array(elements.map(shortened))
    case .object(let members):
      .object(
        Dictionary(
          uniqueKeysWithValues: members.map { name, value in
            let hidden = value.text != nil && hiddenNames.contains { name.lowercased().hasSuffix($0) }
            return (name, hidden ? "•••" : shortened(value))
          }))
    default: json
    }
  }
}

import Foundation

/// A piece of a page. A text that is put into it is escaped, so that no name from a manifest can be markup.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  /// The markup.
  let text: String

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Markup that is ours: never what came from elsewhere.
  init(trusted text: String) { self.text = text }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) { text += literal }

    mutating func appendInterpolation(_ value: HTML) { text += value.text }

    mutating func appendInterpolation(_ values: [HTML]) { for value in values { text += value.text } }

    /// Nothing where there is nothing.
    mutating func appendInterpolation(_ value: HTML?) { text += value?.text ?? "" }

    mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }

    mutating func appendInterpolation(_ value: Int) { text += "\(value)" }
  }

  /// A text as it stands in markup, within quotes, too.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n": escaped.unicodeScalars.append(scalar)
      // No control characters, and nothing that turns the direction of what follows.
      case _ where scalar.value < 32 || (0x7F...0x9F).contains(scalar.value), "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}":
        escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension HTML {
  /// Markup for a value that may be missing.
  static func some<Value>(_ value: Value?, _ make: (Value) -> HTML) -> HTML? { value.map(make) }

  /// Markup that stands only where something is so.
  static func when(_ isSo: Bool, _ make: () -> HTML) -> HTML? { isSo ? make() : nil }

  /// Markup for a list; nothing where it is empty.
  static func each<Elements: Collection>(
    _ elements: Elements, in wrap: ([HTML]) -> HTML, _ make: (Elements.Element) -> HTML
  ) -> HTML? {
    elements.isEmpty ? nil : wrap(elements.map(make))
  }
}

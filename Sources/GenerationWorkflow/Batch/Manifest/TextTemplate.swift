import Foundation

/// A text with variables in braces: `a slow turn of {name}`. Doubled braces stand for themselves.
struct TextTemplate: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case text(String)
    case variable(String)
  }

  private let parts: [Part]

  /// Reads a template; `nil` where a brace has no partner.
  init?(_ text: String) {
    var parts: [Part] = []
    var plain = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "{" where rest.first == "{", "}" where rest.first == "}":
        rest.removeFirst()
        plain.append(character)
      case "{":
        guard let end = rest.firstIndex(of: "}") else { return nil }
        parts += [.text(plain), .variable(rest[..<end].trimmingCharacters(in: .whitespaces))]
        plain = ""
        rest = rest[rest.index(after: end)...]
      case "}": return nil
      default: plain.append(character)
      }
    }
    self.parts = parts + [.text(plain)]
  }

  /// The names of its variables.
  var variables: Set<String> {
    Set(parts.compactMap { if case .variable(let name) = $0 { name } else { nil } })
  }

  /// The text with the variables' values; one without a value stays as it was written.
  func filled(_ values: [String: String]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .variable(let name): values[name] ?? "{\(name)}"
      }
    }.joined()
  }
}

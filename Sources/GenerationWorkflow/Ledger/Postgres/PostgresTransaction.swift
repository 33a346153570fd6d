/// A connection as the ledger speaks with it.
struct PostgresTransaction: LedgerTransaction {
  let handle: PostgresHandle
  var dialect: LedgerDialect { .postgres }

  @discardableResult
  func rows(_ sql: String, _ values: [LedgerValue]) throws -> [LedgerRow] {
    try handle.run(Self.numbered(sql), values.map { try Self.text($0) })
  }

  @discardableResult
  func change(_ sql: String, _ values: [LedgerValue]) throws -> Int {
    try handle.change(Self.numbered(sql), values.map { try Self.text($0) })
  }

  /// The statement with `$1`, `$2`, … in the place of each `?`.
  static func numbered(_ sql: String) -> String {
    var number = 0
    return sql.reduce(into: "") { text, character in
      guard character == "?" else { return text.append(character) }
      number += 1
      text += "$\(number)"
    }
  }

  private static func text(_ value: LedgerValue) throws -> String? {
    switch value {
    case .null: return nil
    case .integer(let number): return String(number)
    case .real(let number): return "\(number)"
    case .text(let text):
      // The server ends texts there: two different ones could become the same.
      guard !text.contains("\0") else {
        throw PostgresFailure(message: "a text with a zero byte can't be kept", state: nil, isBroken: false)
      }
      return text
    }
  }
}

extension LedgerValue {
  /// Several texts as one value, in PostgreSQL's form.
  static func list(_ texts: [String]) -> LedgerValue {
    let quoted = texts.map { text in
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    return .text("{\(quoted.joined(separator: ","))}")
  }
}

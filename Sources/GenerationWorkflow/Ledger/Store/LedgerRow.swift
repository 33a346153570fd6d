import Foundation

/// A row of an answer: each column's value as text, whatever the store keeps it as.
struct LedgerRow: Sendable {
  private let columns: [String]
  private let values: [String?]

  /// - Parameters:
  ///   - columns: the names, shared by all rows of an answer.
  ///   - values: a value for each, `nil` for null.
  init(columns: [String], values: [String?]) { (self.columns, self.values) = (columns, values) }

  /// A column's text; `nil` where it is null.
  subscript(column: String) -> String? {
    // Looked for one by one: a dictionary for each row costs more than it saves.
    columns.firstIndex(of: column).flatMap { values[$0] }
  }

  /// A column that is never null.
  func text(_ column: String) throws -> String {
    guard let text = self[column] else { throw LedgerDamage(column: column, value: nil) }
    return text
  }

  /// A whole number.
  func integer(_ column: String) throws -> Int64 { try read(column) { Int64($0) } }

  /// A number; `nil` where it is null.
  func real(_ column: String) throws -> Double? {
    try self[column] == nil ? nil : read(column) { Double($0) }
  }

  /// A moment.
  func date(_ column: String) throws -> Date { try read(column) { LedgerDate.date($0) } }

  /// One of an enumeration's words.
  func word<Word: RawRepresentable<String>>(_ column: String, _ type: Word.Type = Word.self) throws -> Word {
    try read(column) { Word(rawValue: $0) }
  }

  /// A JSON document; `nil` where it is null.
  func json<Value: Decodable>(_ column: String, _ type: Value.Type = Value.self) throws -> Value? {
    guard self[column] != nil else { return nil }
    return try read(column) { try? LedgerJSON.decoder.decode(Value.self, from: Data($0.utf8)) }
  }

  /// A JSON array; one of nothing where it is null.
  func list<Element: Decodable>(_ column: String, of type: Element.Type = Element.self) throws -> [Element] {
    // The usual one, without asking a decoder.
    self[column] == "[]" ? [] : try json(column) ?? []
  }

  private func read<Value>(_ column: String, _ parse: (String) -> Value?) throws -> Value {
    let text = try text(column)
    guard let value = parse(text) else { throw LedgerDamage(column: column, value: text) }
    return value
  }
}

/// A table holds what it never should.
struct LedgerDamage: LocalizedError {
  let column: String
  let value: String?

  var errorDescription: String? {
    "its column '\(column)' holds \(value.map { "'\($0.prefix(100))'" } ?? "nothing"), which rwmedia never writes"
  }
}

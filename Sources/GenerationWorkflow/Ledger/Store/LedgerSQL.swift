/// Statements that are put together once from a table's columns.
enum LedgerSQL {
  /// Adds a row, in the place of one with the same `key` where there is such.
  static func insertion(into table: String, _ columns: [String], orUpdate key: [String] = []) -> String {
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let sql = "INSERT INTO \(table) (\(names)) VALUES (\(places))"
    guard !key.isEmpty else { return sql }
    let changes = columns.filter { !key.contains($0) }.map { "\"\($0)\" = excluded.\"\($0)\"" }
    return sql + " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(changes.joined(separator: ", "))"
  }
}

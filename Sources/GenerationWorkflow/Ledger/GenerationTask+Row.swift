import Foundation
import MediaBasics
import ModelCatalog

extension GenerationTask {
  /// The table's columns, in the order of ``values``.
  static let columns = [
    "id", "providerID", "identity", "attempt", "scope", "model", "label", "seconds", "results", "payload", "stage",
    "expectedCost", "cost", "failure", "createdAt", "changedAt", "outputs", "purse", "job", "charge",
  ]

  /// The columns that tell how far a task has come, in the order of ``progress``; the others stay as they were
  /// inserted.
  static let progressColumns = ["providerID", "stage", "cost", "failure", "changedAt", "outputs", "charge"]

  /// What the table holds of how far the task has come.
  var progress: [LedgerValue] {
    get throws {
      [
        LedgerValue(providerID), .text(stage.rawValue), try .json(cost), try .json(failure), LedgerValue(changedAt),
        try .json(outputs), .integer(charge.millionths),
      ]
    }
  }

  init(_ row: LedgerRow) throws {
    self.init(
      id: try row.text("id"), providerID: row["providerID"], identity: try row.text("identity"),
      attempt: Int(try row.integer("attempt")), scope: try row.text("scope"), model: try row.text("model"),
      label: try row.text("label"), seconds: try row.real("seconds"), results: Int(try row.integer("results")),
      payload: try JSONValue(parsing: Data(try row.text("payload").utf8)), stage: try row.word("stage"),
      expectedCost: try row.json("expectedCost"), cost: try row.json("cost"), failure: try row.json("failure"),
      createdAt: try row.date("createdAt"), changedAt: try row.date("changedAt"),
      outputs: try row.json("outputs") ?? [], purse: try row.text("purse"), job: row["job"])
  }

  /// What the table holds.
  var values: [LedgerValue] {
    get throws {
      [
        .text(id), LedgerValue(providerID), .text(identity), LedgerValue(attempt), .text(scope), .text(model),
        .text(label), LedgerValue(seconds), LedgerValue(results),
        .text(String(decoding: try payload.data(), as: UTF8.self)), .text(stage.rawValue), try .json(expectedCost),
        try .json(cost), try .json(failure), LedgerValue(createdAt), LedgerValue(changedAt), try .json(outputs),
        .text(purse), LedgerValue(job), .integer(charge.millionths),
      ]
    }
  }
}

extension LedgerTransaction {
  /// The tasks that fulfil a condition.
  func tasks(_ condition: String, _ values: [LedgerValue]) throws -> [GenerationTask] {
    try rows("SELECT * FROM task \(condition)", values).map { try GenerationTask($0) }
  }

  /// Adds a row.
  func insert(_ table: String, _ columns: [String], _ values: [LedgerValue], orUpdate key: [String] = []) throws {
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    var sql = "INSERT INTO \(table) (\(names)) VALUES (\(places))"
    if !key.isEmpty {
      let changes = columns.filter { !key.contains($0) }.map { "\"\($0)\" = excluded.\"\($0)\"" }
      sql += " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(changes.joined(separator: ", "))"
    }
    try rows(sql, values)
  }
}

extension Cost {
  /// The amount in millionths, rounded up: never less than it is.
  var millionths: Int64 {
    var (exact, whole) = (amount * 1_000_000, Decimal())
    NSDecimalRound(&whole, &exact, 0, .up)
    return Int64(clamping: NSDecimalNumber(decimal: whole).int64Value)
  }

  init(millionths: Int64) {
    self.init(Decimal(millionths) / 1_000_000)
  }
}

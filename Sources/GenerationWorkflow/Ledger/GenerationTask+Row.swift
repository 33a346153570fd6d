import Foundation
import ModelCatalog

extension GenerationTask {
  /// Adds a row of ``values``.
  static let insertion = LedgerSQL.insertion(into: "task", columns)
  fileprivate static let update =
    "UPDATE task SET \(progressColumns.map { "\"\($0)\" = ?" }.joined(separator: ", ")) WHERE id = ?"

  private static let columns = [
    "id", "providerID", "identity", "attempt", "scope", "model", "label", "seconds", "results", "payload", "stage",
    "expectedCost", "cost", "failure", "createdAt", "changedAt", "outputs", "purse", "job", "charge",
  ]

  /// The columns that tell how far a task has come, in the order of ``progress``; the others stay as they were
  /// inserted.
  private static let progressColumns = ["providerID", "stage", "cost", "failure", "changedAt", "outputs", "charge"]

  /// How far a task has come, by its id.
  static let progressQuery =
    "SELECT \(progressColumns.map { "\"\($0)\"" }.joined(separator: ", ")) FROM task WHERE id = ?"

  /// What the table holds of how far the task has come.
  fileprivate var progress: [LedgerValue] {
    get throws {
      [
        LedgerValue(providerID), .text(stage.rawValue), try .json(cost), try .json(failure), LedgerValue(changedAt),
        try .json(outputs), .integer(charge.millionths),
      ]
    }
  }

  /// Takes over how far the task has come by its row.
  mutating func takeProgress(_ row: LedgerRow) throws {
    (providerID, stage, cost) = (row["providerID"], try row.word("stage"), try row.json("cost"))
    (failure, changedAt, outputs) = (try row.json("failure"), try row.date("changedAt"), try row.list("outputs"))
  }

  init(_ row: LedgerRow) throws {
    self.init(
      id: try row.text("id"), providerID: row["providerID"], identity: try row.text("identity"),
      attempt: Int(try row.integer("attempt")), scope: try row.text("scope"), model: try row.text("model"),
      label: try row.text("label"), seconds: try row.real("seconds"), results: Int(try row.integer("results")),
      payload: TaskPayload(text: try row.text("payload")), stage: try row.word("stage"),
      expectedCost: try row.json("expectedCost"), cost: try row.json("cost"), failure: try row.json("failure"),
      createdAt: try row.date("createdAt"), changedAt: try row.date("changedAt"),
      outputs: try row.list("outputs"), purse: try row.text("purse"), job: row["job"])
  }

  /// What the table holds.
  var values: [LedgerValue] {
    get throws {
      [
        .text(id), LedgerValue(providerID), .text(identity), LedgerValue(attempt), .text(scope), .text(model),
        .text(label), LedgerValue(seconds), LedgerValue(results),
        .text(payload.text), .text(stage.rawValue), try .json(expectedCost), try .json(cost), try .json(failure),
        LedgerValue(createdAt), LedgerValue(changedAt), try .json(outputs), .text(purse), LedgerValue(job),
        .integer(charge.millionths),
      ]
    }
  }
}

extension LedgerTransaction {
  /// The tasks that fulfil a condition.
  func tasks(_ condition: String, _ values: [LedgerValue]) throws -> [GenerationTask] {
    try rows("SELECT * FROM task \(condition)", values).map { try GenerationTask($0) }
  }

  /// Moves a task's row on.
  func update(_ task: GenerationTask) throws {
    try rows(GenerationTask.update, try task.progress + [.text(task.id)])
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

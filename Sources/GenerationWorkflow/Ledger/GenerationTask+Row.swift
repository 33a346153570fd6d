import Foundation
import ModelCatalog

extension GenerationTask {
  /// Adds a row of ``values``.
  static let insertion = LedgerSQL.insertion(into: "task", columns)

  private static let columns = [
    "id", "providerID", "identity", "attempt", "scope", "model", "label", "seconds", "results", "payload", "stage",
    "expectedCost", "cost", "failure", "createdAt", "changedAt", "outputs", "purse", "job", "charge",
  ]

  /// How far a task has come, by its id; all else stays as it was inserted.
  static let progressQuery = """
    SELECT "providerID", "stage", "cost", "failure", "changedAt", "outputs" FROM task WHERE id = ?
    """

  /// The columns that changed since it was at `earlier`: only their indexes have to be changed, too.
  fileprivate func progress(since earlier: GenerationTask) throws -> [(column: String, value: LedgerValue)] {
    var changes: [(String, LedgerValue)] = [("stage", .text(stage.rawValue)), ("changedAt", LedgerValue(changedAt))]
    if providerID != earlier.providerID { changes.append(("providerID", LedgerValue(providerID))) }
    if cost != earlier.cost { changes.append(("cost", try .json(cost))) }
    if failure != earlier.failure { changes.append(("failure", try .json(failure))) }
    if outputs != earlier.outputs { changes.append(("outputs", try .json(outputs))) }
    if charge != earlier.charge { changes.append(("charge", .integer(charge.millionths))) }
    return changes
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

  /// The latest try of a generation.
  func latest(of identity: String) throws -> GenerationTask? {
    try tasks("WHERE identity = ? ORDER BY attempt DESC LIMIT 1", [.text(identity)]).first
  }

  /// A task by its id or by the service's; `nil` where there is none.
  func task(_ id: String) throws -> GenerationTask? {
    try tasks("WHERE id = ? OR \"providerID\" = ?", [.text(id), .text(id)]).first
  }

  /// Moves a task on to another stage.
  ///
  /// - Parameter ifStillSo: moves it only where its row still is what `task` has it to be.
  /// - Returns: what it is then; `nil` where it wasn't moved.
  func move(
    _ task: GenerationTask, to stage: TaskStage, ifStillSo: Bool = false, _ alter: (inout GenerationTask) -> Void
  ) throws -> GenerationTask? {
    var moved = task
    moved.stage = stage
    moved.changedAt = Date()
    alter(&moved)
    let changes = try moved.progress(since: task)
    var sql = "UPDATE task SET \(changes.map { "\"\($0.column)\" = ?" }.joined(separator: ", ")) WHERE id = ?"
    var values = changes.map(\.value) + [.text(task.id)]
    if ifStillSo {
      sql += " AND stage = ? AND \"changedAt\" = ?"
      values += [.text(task.stage.rawValue), LedgerValue(task.changedAt)]
    }
    return try change(sql, values) == 0 ? nil : moved
  }
}

extension Cost {
  /// The amount in millionths, rounded up: never less than it is, but for what no generation costs.
  var millionths: Int64 {
    var (exact, whole) = (max(0, min(amount, Self.greatest)) * 1_000_000, Decimal())
    NSDecimalRound(&whole, &exact, 0, .up)
    return NSDecimalNumber(decimal: whole).int64Value
  }

  /// Beyond any limit, and small enough that sums stay within 64 bits.
  private static let greatest: Decimal = 1_000_000_000

  init(millionths: Int64) {
    self.init(Decimal(millionths) / 1_000_000)
  }
}

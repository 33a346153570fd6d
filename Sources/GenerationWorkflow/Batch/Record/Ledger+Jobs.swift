import Foundation

extension Ledger {
  /// A batch's jobs by their ids.
  func jobs(of batch: String) async throws -> [String: JobRecord] {
    let records = try await read { db in
      try db.rows("SELECT * FROM job WHERE batch = ?", [.text(batch)]).map { try JobRecord($0) }
    }
    return Dictionary(records.map { ($0.id, $0) }) { _, last in last }
  }

  /// A job; `nil` where it was never begun.
  func job(_ id: String, of batch: String) async throws -> JobRecord? {
    try await read { db in
      try db.row("SELECT * FROM job WHERE batch = ? AND id = ?", [.text(batch), .text(id)]).map { try JobRecord($0) }
    }
  }

  /// Writes a job down, over what was there.
  ///
  /// - Throws: `workflow.lease-lost` where others may have taken the job over.
  func save(_ job: JobRecord) async throws {
    try await write { try $0.insert("job", JobRecord.columns, try job.values, orUpdate: ["batch", "id"]) }
  }

  /// Every generation that was bought for a batch, oldest first.
  func tasks(from purse: String) async throws -> [GenerationTask] {
    try await read { try $0.tasks("WHERE purse = ? ORDER BY \($0.dialect.number)", [.text(purse)]) }
  }

  /// The generations behind a job: those that were bought for it, and those of `others` that were there already.
  func tasks(for job: String, of purse: String, and others: [String]) async throws -> [GenerationTask] {
    var tasks = try await read { db in
      try db.tasks("WHERE purse = ? AND job = ? ORDER BY \(db.dialect.number)", [.text(purse), .text(job)])
    }
    for id in others where !tasks.contains(where: { $0.remoteID == id || $0.id == id }) {
      if let task = try await task(id) { tasks.append(task) }
    }
    return tasks
  }
}

extension JobRecord {
  /// The table's columns, in the order of ``values``.
  static let columns = [
    "batch", "id", "identity", "edition", "state", "startedAt", "changedAt", "tasks", "failure", "result", "place",
  ]

  init(_ row: LedgerRow) throws {
    self.init(
      batch: try row.text("batch"), id: try row.text("id"), identity: try row.text("identity"),
      edition: Int(try row.integer("edition")), state: try row.word("state"), startedAt: try row.date("startedAt"),
      changedAt: try row.date("changedAt"), tasks: try row.json("tasks") ?? [], failure: try row.json("failure"),
      result: try row.json("result"), place: row["place"])
  }

  /// What the table holds.
  var values: [LedgerValue] {
    get throws {
      [
        .text(batch), .text(id), .text(identity), LedgerValue(edition), .text(state.rawValue), LedgerValue(startedAt),
        LedgerValue(changedAt), try .json(tasks), try .json(failure), try .json(result), LedgerValue(place),
      ]
    }
  }
}

import Foundation
import ModelCatalog

extension Ledger {
  /// A batch's jobs by their ids.
  func jobs(of batch: String) async throws -> [String: JobRecord] {
    let records = try await read { db in
      try db.rows("SELECT * FROM job WHERE batch = ?", [.text(batch)]).map { try JobRecord($0) }
    }
    return Dictionary(records.map { ($0.id, $0) }) { _, last in last }
  }

  /// What the job that has one and the same id in several batches made in each.
  func results(of id: String, in batches: [String]) async throws -> [JobResult] {
    try await read { try $0.results(of: id, in: batches) }
  }

  /// Writes a job down, over what was there.
  ///
  /// - Throws: `workflow.lease-lost` where others may have taken the job over.
  func save(_ job: JobRecord) async throws {
    try await write { db in _ = try db.change(JobRecord.insertion, try job.values) }
  }

  /// What became of the wish to begin a job.
  enum Beginning: Sendable {
    case begun
    /// Its record isn't what it was planned by any more, but this.
    case changed(JobRecord?)
  }

  /// Writes down that a job is begun, unless somebody has had it since it was planned.
  func begin(_ job: JobRecord, plannedBy planned: JobRecord?) async throws -> Beginning {
    // Lost with the power it is begun again.
    try await write(durable: false) { db in
      let found = try db.job(job.id, of: job.batch)
      guard found == planned else { return .changed(found) }
      try db.change(JobRecord.insertion, try job.values)
      return .begun
    }
  }

  /// Writes down how a job ended.
  func settle(_ job: JobRecord) async throws {
    // Lost with the power, the files are found as they are and delivered once more.
    try await write(durable: false) { db in _ = try db.change(JobRecord.insertion, try job.values) }
  }

  /// Every generation that was bought for a batch, oldest first.
  func tasks(from purse: String) async throws -> [GenerationTask] {
    try await read { try $0.tasks("WHERE purse = ? ORDER BY \($0.dialect.number)", [.text(purse)]) }
  }

  /// What is known of a job before it is delivered: the generations behind it, those that were bought for it and those
  /// of `others` that were there already; and what the job with this id made in each of `batches`.
  func past(
    of job: String, purse: String, others: [String], batches: [String]
  ) async throws -> (tasks: [GenerationTask], results: [JobResult]) {
    try await read { db in
      var tasks = try db.tasks(
        "WHERE purse = ? AND job = ? ORDER BY \(db.dialect.number)", [.text(purse), .text(job)])
      for id in others where !tasks.contains(where: { $0.remoteID == id || $0.id == id }) {
        if let task = try db.task(id) { tasks.append(task) }
      }
      return (tasks, try db.results(of: job, in: batches))
    }
  }
}

extension LedgerTransaction {
  fileprivate func job(_ id: String, of batch: String) throws -> JobRecord? {
    try row("SELECT * FROM job WHERE batch = ? AND id = ?", [.text(batch), .text(id)]).map { try JobRecord($0) }
  }

  fileprivate func results(of id: String, in batches: [String]) throws -> [JobResult] {
    try batches.compactMap { batch in
      try row("SELECT result FROM job WHERE batch = ? AND id = ?", [.text(batch), .text(id)])?.json("result")
    }
  }
}

extension JobRecord {
  /// Adds a row of ``values``, or puts it in the place of the one that is there.
  fileprivate static let insertion = LedgerSQL.insertion(into: "job", columns, orUpdate: ["batch", "id"])

  private static let columns = [
    "batch", "id", "identity", "edition", "state", "startedAt", "changedAt", "tasks", "failure", "result", "place",
  ]

  init(_ row: LedgerRow) throws {
    self.init(
      batch: try row.text("batch"), id: try row.text("id"), identity: try row.text("identity"),
      edition: Int(try row.integer("edition")), state: try row.word("state"), startedAt: try row.date("startedAt"),
      changedAt: try row.date("changedAt"), tasks: try row.list("tasks"), failure: try row.json("failure"),
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

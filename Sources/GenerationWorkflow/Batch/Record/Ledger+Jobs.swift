import Foundation
import GRDB

extension Ledger {
  /// A batch's jobs by their ids.
  func jobs(of batch: String) async throws -> [String: JobRecord] {
    let records = try await read { db in
      try JobRecord.filter(Column("batch") == batch).fetchAll(db)
    }
    return Dictionary(records.map { ($0.id, $0) }) { _, last in last }
  }

  /// A job; `nil` where it was never begun.
  func job(_ id: String, of batch: String) async throws -> JobRecord? {
    try await read { db in
      try JobRecord.filter(Column("batch") == batch && Column("id") == id).fetchOne(db)
    }
  }

  /// Writes a job down, over what was there.
  func save(_ job: JobRecord) async throws {
    try await write { db in try job.upsert(db) }
  }

  /// Every generation that was bought for a batch, oldest first.
  func tasks(from purse: String) async throws -> [GenerationTask] {
    try await read { db in
      try TaskRow.filter(Column("purse") == purse).order(Column.rowID).fetchAll(db).map { try $0.task() }
    }
  }

  /// The generations behind a job: those that were bought for it, and those of `others` that were there already.
  func tasks(for job: String, of purse: String, and others: [String]) async throws -> [GenerationTask] {
    var tasks = try await read { db in
      try TaskRow.filter(Column("purse") == purse && Column("job") == job).order(Column.rowID).fetchAll(db)
        .map { try $0.task() }
    }
    for id in others where !tasks.contains(where: { $0.remoteID == id || $0.id == id }) {
      if let task = try await task(id) { tasks.append(task) }
    }
    return tasks
  }
}

extension JobRecord: FetchableRecord, PersistableRecord {
  static var databaseTableName: String { "job" }
}

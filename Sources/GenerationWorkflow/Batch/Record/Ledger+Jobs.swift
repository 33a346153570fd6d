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
}

extension JobRecord: FetchableRecord, PersistableRecord {
  static var databaseTableName: String { "job" }
}

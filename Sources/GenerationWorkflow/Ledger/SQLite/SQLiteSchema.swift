import GRDB

/// The ledger's tables in SQLite, as migrations that are only ever added to; ``PostgresSchema`` makes
/// the same.
enum SQLiteSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("2026-11-24 tasks and uploads") { db in
      try db.create(table: "task") { table in
        table.primaryKey("id", .text)
        table.column("providerID", .text)
        table.column("identity", .text).notNull()
        table.column("attempt", .integer).notNull()
        table.column("scope", .text).notNull()
        table.column("model", .text).notNull()
        table.column("label", .text).notNull()
        table.column("seconds", .double)
        table.column("results", .integer).notNull()
        table.column("payload", .jsonText).notNull()
        table.column("stage", .text).notNull()
        table.column("expectedCost", .jsonText)
        table.column("cost", .jsonText)
        table.column("failure", .jsonText)
        table.column("createdAt", .datetime).notNull()
        table.column("changedAt", .datetime).notNull()
        table.column("outputs", .jsonText).notNull()
        table.column("purse", .text).notNull().indexed()
        table.column("job", .text)
        table.column("charge", .integer).notNull()
        table.uniqueKey(["identity", "attempt"])
      }
      // Whatever a program may try: a generation that is not known to have failed is never bought a second time.
      try db.create(
        index: "task_bought_once", on: "task", columns: ["identity"], options: .unique,
        condition: Column("stage") != TaskStage.failed.rawValue)
      try db.create(table: "upload") { table in
        table.column("scope", .text).notNull()
        table.column("sha256", .text).notNull()
        table.column("reference", .text).notNull()
        table.column("expires", .datetime)
        table.primaryKey(["scope", "sha256"])
      }
    }
    migrator.registerMigration("2026-11-24 jobs") { db in
      try db.create(table: "job") { table in
        table.column("batch", .text).notNull()
        table.column("id", .text).notNull()
        table.column("identity", .text).notNull()
        table.column("edition", .integer).notNull()
        table.column("state", .text).notNull()
        table.column("startedAt", .datetime).notNull()
        table.column("changedAt", .datetime).notNull()
        table.column("tasks", .jsonText).notNull()
        table.column("failure", .jsonText)
        table.column("result", .jsonText)
        table.primaryKey(["batch", "id"])
      }
    }
    migrator.registerMigration("2026-11-27 tasks by job") { db in
      try db.create(index: "task_on_purse_job", on: "task", columns: ["purse", "job"])
    }
    migrator.registerMigration("2026-11-27 where jobs were done") { db in
      try db.alter(table: "job") { table in table.add(column: "place", .text) }
    }
    migrator.registerMigration("2026-11-27 sums and prices from indexes") { db in
      try db.drop(index: "task_on_purse")
      try db.create(index: "task_on_purse_charge", on: "task", columns: ["purse", "charge"])
      try db.create(index: "task_on_providerID", on: "task", columns: ["providerID"])
      try db.execute(sql: LedgerPrices.index)
    }
    migrator.registerMigration("2026-11-28 how batches were run") { db in
      try db.create(table: "batch") { table in
        table.primaryKey("name", .text)
        table.column("settings", .jsonText).notNull()
      }
    }
    return migrator
  }
}

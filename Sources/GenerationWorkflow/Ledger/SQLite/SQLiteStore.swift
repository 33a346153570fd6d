import Foundation
import GRDB
import Synchronization

/// A ledger in one SQLite file; several processes of one machine may share it.
///
/// A durable write is on disk when it returns (write-ahead log, `synchronous=FULL`), and with it all that were made
/// before. Locks are places in a file beside it,
/// which the system releases with the process: nothing has to be renewed, and nobody can be taken for dead.
final class SQLiteStore: LedgerStore {
  private let file: URL
  private let locks: URL
  /// Whether the connection surely waits for the disk, as it was opened.
  private let isDurable = Mutex(true)
  private let database: DatabaseQueue

  init(_ file: URL) throws(WorkflowError) {
    self.file = file
    locks = file.deletingLastPathComponent().appendingPathComponent("locks/held", isDirectory: false)
    do {
      let folder = file.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Two processes that make the same tables, or change the journal's mode, at once: the second would fail.
      let lock = try FileLock.block(on: "open", in: folder)
      defer { withExtendedLifetime(lock) {} }
      database = try DatabaseQueue(path: file.path, configuration: Self.configuration)
      try SQLiteSchema.migrator.migrate(database)
    } catch let error as WorkflowError {
      throw error
    } catch {
      throw Self.failure(file, error)
    }
  }

  /// How the database is opened: NORMAL could lose the last writes with the power, and with them paid tasks.
  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    // Not by `journalMode`, which would set NORMAL after this.
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    }
    return configuration
  }

  var name: String { file.relativePath }
  var hint: String { Self.usualHint }
  var patience: Duration { .milliseconds(100) }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerTransaction) throws -> Value
  ) async throws -> Value {
    do {
      // Not by `read`, whose pragma has SQLite prepare every kept statement anew. Each body asks once and needs no
      // snapshot.
      return try await database.writeWithoutTransaction { try body(SQLiteTransaction(db: $0)) }
    } catch let error as DatabaseError {
      throw Self.failure(file, error)
    }
  }

  func write<Value: Sendable>(
    as word: Ledger.Word, durable: Bool, _ body: @escaping @Sendable (any LedgerTransaction) throws -> Value
  ) async throws -> Value {
    do {
      return try await database.writeWithoutTransaction { db in
        try self.setDurable(durable, db)
        return try Self.inTransaction(db) { try body(SQLiteTransaction(db: db)) }
      }
    } catch let error as DatabaseError {
      throw Self.failure(file, error)
    }
  }

  /// GRDB's own would have SQLite prepare `BEGIN` and `COMMIT` anew for each.
  private static func inTransaction<Value>(_ db: Database, _ body: () throws -> Value) throws -> Value {
    try db.cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
    do {
      let value = try body()
      try db.cachedStatement(sql: "COMMIT TRANSACTION").execute()
      return value
    } catch {
      // Does nothing where SQLite has rolled back by itself.
      try db.rollback()
      throw error
    }
  }

  /// Has the connection wait for the disk, or not. A durable write that can't is refused: one that was cancelled before
  /// may have left the connection either way.
  private func setDurable(_ durable: Bool, _ db: Database) throws {
    guard isDurable.withLock({ $0 }) != durable else { return }
    isDurable.withLock { $0 = false }
    try db.execute(sql: "PRAGMA synchronous = \(durable ? "FULL" : "NORMAL")")
    isDurable.withLock { $0 = durable }
  }

  func take(oneOf names: [String]) async throws -> LedgerLock? {
    for name in names {
      guard let lock = try RangeLock.take(name, in: locks) else { continue }
      return LedgerLock(name) { withExtendedLifetime(lock) {} }
    }
    return nil
  }

  func held(of names: [String]) async throws -> Set<String> {
    Set(try names.filter { try RangeLock.isHeld($0, in: locks) })
  }

  func close() async {}

  private static let usualHint =
    "Check the file and its folder. Another ledger (--ledger) knows nothing of what this one bought, and buys it anew."

  private static func failure(_ file: URL, _ error: any Error) -> WorkflowError {
    let hint =
      switch (error as? DatabaseError)?.resultCode {
      case .SQLITE_FULL?: "Free some disk space and run again; nothing was lost."
      case .SQLITE_BUSY?: "Another program keeps it locked: end that one, then run again; nothing was lost."
      default: usualHint
      }
    return WorkflowError.ledger(file.relativePath, error.localizedDescription, hint: hint)
  }
}

/// GRDB's database as the ledger speaks with it.
private struct SQLiteTransaction: LedgerTransaction {
  let db: Database
  var dialect: LedgerDialect { .sqlite }

  @discardableResult
  func rows(_ sql: String, _ values: [LedgerValue]) throws -> [LedgerRow] {
    // Preparing a statement takes longer than carrying it out.
    let statement = try db.cachedStatement(sql: sql)
    let columns = statement.columnNames
    return try Row.fetchAll(statement, arguments: Self.arguments(values)).map { row in
      LedgerRow(columns: columns, values: row.databaseValues.map(\.text))
    }
  }

  @discardableResult
  func change(_ sql: String, _ values: [LedgerValue]) throws -> Int {
    try db.cachedStatement(sql: sql).execute(arguments: Self.arguments(values))
    return db.changesCount
  }

  private static func arguments(_ values: [LedgerValue]) -> StatementArguments {
    // As optional values: of others GRDB makes a key path each time.
    StatementArguments(values.map { $0.databaseValue as (any DatabaseValueConvertible)? })
  }
}

extension LedgerValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .text(let text): text.databaseValue
    case .integer(let number): number.databaseValue
    case .real(let number): number.databaseValue
    }
  }
}

extension DatabaseValue {
  /// The value as text; `nil` for null.
  fileprivate var text: String? {
    switch storage {
    case .null: nil
    case .int64(let number): String(number)
    case .double(let number): "\(number)"
    case .string(let text): text
    case .blob(let data): String(decoding: data, as: UTF8.self)
    }
  }
}

public import Foundation
import GRDB
import MediaBasics
public import ModelCatalog

/// The durable record of every generation: one SQLite file, written before a request leaves and after each answer.
///
/// Each write is on disk when it returns (write-ahead log, `synchronous=FULL`). Several processes may share a ledger.
public final class Ledger: Sendable {
  /// The SQLite file.
  public let file: URL
  private let database: DatabaseQueue

  /// Opens a ledger, and makes it with its folder where there is none.
  ///
  /// - Throws: `workflow.ledger` where the file can't be opened or is no ledger.
  public init(_ file: URL) throws(WorkflowError) {
    self.file = file
    do {
      let folder = file.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Two processes that make the same tables, or change the journal's mode, at once: the second would fail.
      let lock = try IdentityLock.block(on: "open", in: folder)
      defer { withExtendedLifetime(lock) {} }
      database = try DatabaseQueue(path: file.path, configuration: Self.configuration)
      try LedgerSchema.migrator.migrate(database)
    } catch let error as WorkflowError {
      throw error
    } catch {
      throw WorkflowError.ledger(file, error)
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

  /// The folder that the ledger stands in; the files that it names are relative to it.
  public var folder: URL { file.deletingLastPathComponent() }

  /// Every task, oldest first.
  public func tasks() async throws -> [GenerationTask] {
    try await read { db in try TaskRow.order(Column.rowID).fetchAll(db).map { try $0.task() } }
  }

  /// A task by its id or by the service's; `nil` where the ledger has none.
  public func task(_ id: String) async throws -> GenerationTask? {
    try await read { db in
      try TaskRow.filter(Column("id") == id || Column("providerID") == id).fetchOne(db)?.task()
    }
  }

  /// A task by its id or by the service's.
  ///
  /// - Throws: `workflow.no-task` where the ledger has none.
  public func require(_ id: String) async throws -> GenerationTask {
    guard let task = try await task(id) else { throw WorkflowError.noTask(id, file) }
    return task
  }

  /// Gives up a task whose answer was lost, so that the same may be asked for once more: the user's word that it was not
  /// made, or may be paid for twice.
  ///
  /// - Throws: `workflow.no-task`; `workflow.not-unknown` where the task is at any other stage.
  public func forget(_ id: String) async throws -> GenerationTask {
    let task = try await require(id)
    guard task.stage == .unknown else { throw WorkflowError.notUnknown(task) }
    return try await advance(task.id, to: .failed) { $0.failure = WorkflowError.unknown($0).report }
  }

  /// The latest try of a generation; `nil` where it was never asked for.
  func latest(_ identity: String) async throws -> GenerationTask? {
    try await read { db in
      try TaskRow.filter(Column("identity") == identity).order(Column("attempt").desc).fetchOne(db)?.task()
    }
  }

  /// Writes down a task that is about to be sent, if its purse can pay it: asked and written in one transaction.
  ///
  /// - Throws: `workflow.budget` where `limit` less what is spent or set aside is below what it may cost.
  func insert(_ task: GenerationTask, limit: Decimal? = nil) async throws {
    try await write { db in
      try Self.afford(task.charge, from: task.purse, limit: limit, for: task.label, db)
      try TaskRow(task).insert(db)
    }
  }

  /// Checks that a purse can pay something.
  ///
  /// - Throws: `workflow.budget`.
  func afford(_ cost: Cost, from purse: Purse, for label: String) async throws {
    try await read { db in try Self.afford(cost, from: purse.name, limit: purse.limit, for: label, db) }
  }

  /// What was bought from a purse so far, tasks under way with what they may cost.
  public func spent(from purse: String) async throws -> Cost {
    try await read { db in Cost(millionths: try Self.spent(purse, db)) }
  }

  private static func spent(_ purse: String, _ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT SUM(charge) FROM task WHERE purse = ?", arguments: [purse]) ?? 0
  }

  private static func afford(
    _ cost: Cost, from purse: String, limit: Decimal?, for label: String, _ db: Database
  ) throws {
    guard let limit else { return }
    let spent = Cost(millionths: try spent(purse, db)).amount
    guard spent + cost.amount <= limit else {
      throw WorkflowError.budget(limit: limit, spent: spent, next: cost.amount, label: label)
    }
  }

  /// The most that a second of a model's clips ever cost; `nil` where none is known.
  func dearestSecond(of model: String) async throws -> Decimal? {
    let found = try await read { db in
      try Double.fetchOne(
        db,
        sql: """
          SELECT MAX(charge / seconds / results) FROM task
          WHERE model = ? AND stage = ? AND cost IS NOT NULL AND seconds > 0
          """, arguments: [model, TaskStage.fetched.rawValue])
    }
    return found.map { Cost(millionths: Int64($0.rounded(.up))).amount }
  }

  /// Moves a task to another stage, with what came to be known. Who is being cancelled has this written down all the
  /// same: the id of a task that was just bought may be in it.
  ///
  /// - Throws: `workflow.stage` where the task isn't at a stage that leads there.
  @discardableResult
  func advance(
    _ id: String, to stage: TaskStage, _ change: @escaping @Sendable (inout GenerationTask) -> Void = { _ in }
  ) async throws -> GenerationTask {
    try await Task {
      try await write { db in
        guard var task = try TaskRow.fetchOne(db, key: id)?.task() else { throw WorkflowError.noTask(id, self.file) }
        guard task.stage == stage || task.stage.successors.contains(stage) else {
          throw WorkflowError.stage(task, stage)
        }
        task.stage = stage
        task.changedAt = Date()
        change(&task)
        try TaskRow(task).update(db)
        return task
      }
    }.value
  }

  /// The reference of a file that the service has already; `nil` where it has none or it expires within the hour.
  func upload(of sha256: String, scope: String) async throws -> String? {
    try await read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT reference FROM upload WHERE scope = ? AND sha256 = ? AND (expires IS NULL OR expires > ?)
          """, arguments: [scope, sha256, Date(timeIntervalSinceNow: 3600)])
    }
  }

  /// Remembers an upload.
  func record(upload reference: String, of sha256: String, scope: String, expires: Date?) async throws {
    try await write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO upload (scope, sha256, reference, expires) VALUES (?, ?, ?, ?)",
        arguments: [scope, sha256, reference, expires])
    }
  }

  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do { return try await database.read(body) } catch let error as DatabaseError {
      throw WorkflowError.ledger(file, error)
    }
  }

  func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do { return try await database.write(body) } catch let error as DatabaseError {
      throw WorkflowError.ledger(file, error)
    }
  }
}

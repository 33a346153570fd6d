public import Foundation
import MediaBasics
import ModelCatalog

/// The durable record of every generation: written before a request leaves and after each answer.
///
/// Each write is on disk when it returns, those apart that can be had again. Several processes may share a ledger: on one machine a SQLite file, on any
/// number of machines a PostgreSQL server. What may be written when is decided here, for both.
public final class Ledger: Sendable {
  /// The folder on this machine that belongs to it; the files that it names are relative to it.
  public let folder: URL
  let store: any LedgerStore

  /// Opens a ledger; a file is made with its folder where there is none, a server is asked when it is needed first.
  ///
  /// - Throws: `workflow.ledger` where the file can't be opened or is no ledger, or the address is none.
  public init(_ place: LedgerPlace) throws(WorkflowError) {
    folder = place.folder
    switch place {
    case .file(let file): store = try SQLiteStore(file)
    case .server(let address, let folder): store = try PostgresStore(address, folder: folder)
    }
  }

  /// Opens a ledger that is a file.
  public convenience init(_ file: URL) throws(WorkflowError) {
    try self.init(.file(file))
  }

  /// Tells the others that this process works no more: what it had begun is theirs to go on with.
  public func close() async { await store.close() }

  /// Every task, oldest first.
  public func tasks() async throws -> [GenerationTask] {
    try await read { try $0.tasks("ORDER BY \($0.dialect.number)", []) }
  }

  /// A task by its id or by the service's; `nil` where the ledger has none.
  public func task(_ id: String) async throws -> GenerationTask? {
    try await read { try $0.task(id) }
  }

  /// A task by its id or by the service's.
  ///
  /// - Throws: `workflow.no-task` where the ledger has none.
  public func require(_ id: String) async throws -> GenerationTask {
    guard let task = try await task(id) else { throw WorkflowError.noTask(id, store.name) }
    return task
  }

  /// Writes down by which id the service knows a task whose answer was lost: the user's word, from the service's list.
  ///
  /// - Throws: `workflow.no-task`; `workflow.not-adopted` where the task's fate isn't unknown, or the id is another's or
  ///   none.
  public func adopt(_ id: String, as given: String) async throws -> GenerationTask {
    let task = try await require(id)
    let serviceID = given.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    guard serviceID.wholeMatch(of: /[0-9a-z]+(-[0-9a-z]+)*/) != nil else {
      throw WorkflowError.notAdopted(task, "can't be '\(given)': that is no task's id")
    }
    guard task.stage == .unknown else {
      throw WorkflowError.notAdopted(task, "is \(task.stage.rawValue); only one whose fate is unknown can be adopted")
    }
    if let other = try await self.task(serviceID) {
      throw WorkflowError.notAdopted(task, "can't be \(serviceID): that is task \(other.id), '\(other.label)'")
    }
    return try await advance(task, to: .accepted, as: .user) { $0.providerID = serviceID }
  }

  /// Whether all that a task made lies in the ledger's folder here.
  public func holds(_ task: GenerationTask) -> Bool {
    let files = task.files(in: folder)
    return !files.isEmpty && files.count == task.outputs.count
      && files.allSatisfy { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// Gives up a task whose answer was lost, or whose clip is, so that the same may be asked for once more: the user's
  /// word that it was not made, or may be paid for twice.
  ///
  /// - Throws: `workflow.no-task`; `workflow.not-unknown` where the task can still be had.
  public func forget(_ id: String) async throws -> GenerationTask {
    let task = try await require(id)
    let isLost = task.stage != .failed && !task.outputs.isEmpty && !holds(task)
    guard task.stage == .unknown || isLost else { throw WorkflowError.notUnknown(task) }
    return try await advance(task, to: .failed, as: .user) {
      $0.failure = (isLost ? WorkflowError.gone($0) : WorkflowError.unknown($0)).report
    }
  }

  /// The latest try of a generation, `nil` where it was never asked for; and the most that a second of the model's clips
  /// ever cost at this service, `nil` where none is known.
  func past(
    of identity: String, model: String, scope: String
  ) async throws -> (latest: GenerationTask?, dearestSecond: Decimal?) {
    try await read { db in
      (try db.latest(of: identity), try db.dearestSecond(of: model, scope: scope))
    }
  }

  /// The latest try of a generation; `nil` where it was never asked for.
  func latest(of identity: String) async throws -> GenerationTask? {
    try await read { try $0.latest(of: identity) }
  }

  /// The most that a second of a model's clips ever cost at a service; `nil` where none is known.
  func dearestSecond(of model: String, scope: String) async throws -> Decimal? {
    try await read { try $0.dearestSecond(of: model, scope: scope) }
  }

  /// Writes down a task that is about to be sent, if its purse can pay it: asked and written in one transaction.
  ///
  /// - Throws: `workflow.budget` where `limit` less what is spent or set aside is below what it may cost.
  func insert(_ task: GenerationTask, limit: Decimal? = nil) async throws {
    try await write { db in
      try db.exclude("purse \(task.purse)")
      // Written already: the answer was lost.
      guard try db.row("SELECT id FROM task WHERE id = ?", [.text(task.id)]) == nil else { return }
      try Self.afford(task.charge, from: task.purse, limit: limit, for: task.label, db)
      try db.change(GenerationTask.insertion, try task.values)
    }
  }

  /// On whose word a task comes to another stage.
  enum Word: Sendable {
    /// The word of who is at work on it, and may have been replaced meanwhile.
    case worker
    /// What the service said about a task that it took: true whoever writes it down.
    case service
    /// The user's.
    case user
  }

  /// Moves a task to another stage, with what came to be known of how far it has come; the rest of it stays as it was
  /// inserted. Who is being cancelled has this written down all the same: the id of a task that was just bought may be
  /// in it.
  ///
  /// - Parameters:
  ///   - task: as it was last seen; what the ledger knows of it counts.
  ///   - durable: false where nothing is lost with it but the asking again.
  /// - Throws: `workflow.stage` where the task isn't at a stage that leads there; `workflow.lease-lost` where others
  ///   went on with it.
  @discardableResult
  func advance(
    _ task: GenerationTask, to stage: TaskStage, as word: Word = .worker, durable: Bool = true,
    _ change: @escaping @Sendable (inout GenerationTask) -> Void = { _ in }
  ) async throws -> GenerationTask {
    try await Task {
      try await write(as: word, durable: durable) { [store] db in
        // Nearly always nobody else has moved it on: one statement instead of two.
        if task.mayMove(to: stage, as: word), let moved = try db.move(task, to: stage, ifStillSo: true, change) {
          return moved
        }
        guard let row = try db.row(GenerationTask.progressQuery + db.dialect.forUpdate, [.text(task.id)]) else {
          throw WorkflowError.noTask(task.id, store.name)
        }
        var task = task
        try task.takeProgress(row)
        // Others may be further with it already.
        if word == .service, !task.mayBeTaken { return task }
        guard task.mayMove(to: stage, as: word), let moved = try db.move(task, to: stage, change) else {
          throw WorkflowError.stage(task, stage)
        }
        return moved
      }
    }.value
  }

  /// What a task sends.
  func payload(of task: GenerationTask) throws -> JSONValue {
    do { return try task.payload.json } catch let damage as LedgerDamage { throw failure(damage) }
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerTransaction) throws -> Value
  ) async throws -> Value {
    do { return try await store.read(body) } catch let damage as LedgerDamage { throw failure(damage) }
  }

  func write<Value: Sendable>(
    as word: Word = .worker, durable: Bool = true,
    _ body: @escaping @Sendable (any LedgerTransaction) throws -> Value
  ) async throws -> Value {
    do { return try await store.write(as: word, durable: durable, body) } catch let damage as LedgerDamage {
      throw failure(damage)
    }
  }

  private func failure(_ damage: LedgerDamage) -> WorkflowError {
    .ledger(store.name, damage.localizedDescription, hint: store.hint)
  }
}

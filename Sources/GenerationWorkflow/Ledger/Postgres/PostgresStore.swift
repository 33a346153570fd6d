import Foundation

/// A ledger on a PostgreSQL server; any number of processes on any number of machines may share it.
///
/// Who works is a row in `worker`, whose `until` it moves on while it lives, by the server's clock: no machine's clock
/// counts. What it alone does, jobs and generations, are rows in `lease` that name it. A worker that was killed or cut
/// off is taken off the list by others, and with that its leases are free. Every change looks for the worker's own row
/// and holds on to it: who was taken off can change nothing any more, however long it was stopped in between.
///
/// Not advisory locks of the session: those vanish with a connection while the process lives, stay with one whose
/// machine is gone, and connection poolers mix them up.
final class PostgresStore: LedgerStore {
  /// How long a server that was there before is waited for.
  static let longestOutage = Duration.seconds(30)

  let folder: URL
  let worker: PostgresWorker
  private let target: PostgresTarget
  private let pool: PostgresPool
  private let opening: PostgresOpening

  init(_ address: LedgerAddress, folder: URL) throws(WorkflowError) {
    self.folder = folder
    target = try PostgresTarget(address)
    pool = PostgresPool(address.text)
    opening = PostgresOpening()
    worker = PostgresWorker(address, folder: folder)
  }

  var name: String { target.name }
  var hint: String { "Check the server, or name another ledger with --ledger." }
  var patience: Duration { .milliseconds(.random(in: 300...700)) }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerTransaction) throws -> Value
  ) async throws -> Value {
    try await perform { try body(PostgresTransaction(handle: $0)) }
  }

  func write<Value: Sendable>(
    as word: Ledger.Word, durable: Bool, _ body: @escaping @Sendable (any LedgerTransaction) throws -> Value
  ) async throws -> Value {
    let fence = word == .worker ? try await worker.register(at: self) : nil
    // Nobody else can know the id of a task that a service has just sold.
    return try await change(
      fence: fence, durable: durable, patience: word == .service ? .seconds(600) : Self.longestOutage, body)
  }

  /// Carries out a transaction.
  ///
  /// - Parameters:
  ///   - fence: the worker that must not have been taken off the list.
  ///   - durable: whether it must be on disk at the end.
  ///   - patience: how long a server that is gone is waited for.
  @discardableResult
  func change<Value: Sendable>(
    fence: String?, durable: Bool = true, patience: Duration = PostgresStore.longestOutage,
    _ body: @escaping @Sendable (any LedgerTransaction) throws -> Value
  ) async throws -> Value {
    let lost = WorkflowError.leaseLost(name)
    return try await perform(patience) { handle in
      let look = fence.map { "; SELECT id FROM worker WHERE id = '\($0)' FOR KEY SHARE" } ?? ""
      do {
        let found = try handle.run("BEGIN; SET LOCAL synchronous_commit = \(durable ? "on" : "off")\(look)")
        guard fence == nil || !found.isEmpty else { throw lost }
        let value = try body(PostgresTransaction(handle: handle))
        try handle.commit()
        return value
      } catch {
        _ = try? handle.run("ROLLBACK")
        throw error
      }
    }
  }

  func close() async { await worker.end(at: self) }

  /// Does something with a connection, once the tables are there; what fails for the moment is done again.
  private func perform<Value: Sendable>(
    _ patience: Duration = PostgresStore.longestOutage, _ body: @escaping @Sendable (PostgresHandle) throws -> Value
  ) async throws -> Value {
    try await opening.once { try await self.attempt(Self.longestOutage) { try PostgresSchema.migrate($0) } }
    return try await attempt(patience, body)
  }

  private func attempt<Value: Sendable>(
    _ patience: Duration, _ body: @escaping @Sendable (PostgresHandle) throws -> Value
  ) async throws -> Value {
    var failures = 0
    while true {
      do {
        let value = try await pool.run(body)
        await opening.noteAnswer()
        return value
      } catch let failure as PostgresFailure {
        failures += 1
        let (wasReached, silent) = await opening.noteFailure(isLost: failure.isBroken)
        // A server that never answered is most likely a wrong address; one that did may be restarting.
        let limit = wasReached ? patience : .seconds(3)
        guard failure.isPassing, failure.isBroken ? silent < limit : failures < 8 else {
          throw failure.error(target, wasReached: wasReached)
        }
        try await Task.sleep(for: .seconds(min(2, 0.1 * Double(1 << min(failures, 5))) * .random(in: 0.5...1)))
      }
    }
  }
}

/// What is known of a server: whether it was there at all, and since when it isn't.
actor PostgresOpening {
  private var isDone = false
  private var underWay: Task<Void, any Error>?
  private var lostSince: ContinuousClock.Instant?

  /// The server said something.
  func noteAnswer() { lostSince = nil }

  /// Something failed; gives whether the server was ever there, and how long it has said nothing to anybody. All who wait
  /// for one that is gone give up at about the same time.
  func noteFailure(isLost: Bool) -> (wasReached: Bool, silent: Duration) {
    lostSince = isLost ? lostSince ?? .now : nil
    return (isDone, lostSince.map { ContinuousClock.now - $0 } ?? .zero)
  }

  /// Does what must be done once before anything else; who comes meanwhile waits for it.
  func once(_ work: @escaping @Sendable () async throws -> Void) async throws {
    if isDone { return }
    let task = underWay ?? Task { try await work() }
    underWay = task
    do {
      try await task.value
      isDone = true
    } catch {
      // Another may have begun anew since.
      if underWay == task { underWay = nil }
      throw error
    }
  }
}

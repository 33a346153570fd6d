/// The jobs that are still to be begun, here or by another process.
actor JobQueue {
  private let ledger: Ledger
  /// The next one last, where taking it moves no other.
  private var plans: [(plan: JobPlan, lock: String)]
  /// How many jobs are asked for at once: enough that some are free among those that others have.
  private static let window = 64

  init(_ plans: [JobPlan], of desk: BatchDesk) throws {
    ledger = desk.ledger
    self.plans = try plans.reversed().map { ($0, try desk.lockName(of: $0.job.id)) }
  }

  /// The next job, now ours alone; waits for one where other processes have all that are left.
  func next() async throws -> (plan: JobPlan, lock: LedgerLock)? {
    while !plans.isEmpty {
      try Task.checkCancellation()
      for start in stride(from: 0, to: plans.count, by: Self.window) {
        let names = plans.dropLast(start).suffix(Self.window).reversed().map(\.lock)
        guard !names.isEmpty, let lock = try await ledger.lock(oneOf: names) else { continue }
        guard let index = plans.lastIndex(where: { $0.lock == lock.name }) else {
          // Begun by another of this process, or the run ends, while we asked.
          await lock.release()
          continue
        }
        return (plans.remove(at: index).plan, lock)
      }
      try await Task.sleep(for: ledger.store.patience)
    }
    return nil
  }

  /// Lets no further job begin.
  func close() { plans = [] }
}

import MediaBasics
import Synchronization

/// How many purchases of this process are under way: of the money that is set aside for them some may come back.
final class Purchases: Sendable {
  private let open = Mutex(0)
  private static let patience = Duration.milliseconds(250)

  /// Counts a purchase, from before it is written down.
  func begin() { open.withLock { $0 += 1 } }

  /// Counts it no more.
  func end() { open.withLock { $0 -= 1 } }

  /// Begins a purchase; where the purse can't pay it, tries again as long as others are under way.
  ///
  /// - Parameters:
  ///   - wait: is told once that it takes a while.
  ///   - body: is told whether it has waited.
  /// - Throws: `workflow.budget`; what `body` throws.
  func affording<Value>(
    _ wait: () -> Void, _ body: (_ hasWaited: Bool) async throws -> Value
  ) async throws -> Value {
    var (hasWaited, hasTold) = (false, false)
    while true {
      // What ends while the ledger is asked has given its money back.
      let others = open.withLock { $0 }
      do {
        return try await body(hasWaited)
      } catch let error as WorkflowError where error.report.code == WorkflowError.budgetCode {
        let hasOthers = max(others, open.withLock { $0 }) > 0
        // Others may have ended before this was asked, too: once more, with what is known by now.
        guard hasOthers || !hasWaited else { throw error }
        if hasOthers {
          if !hasTold { wait() }
          hasTold = true
          try await Task.sleep(for: Self.patience)
        }
        hasWaited = true
      }
    }
  }
}

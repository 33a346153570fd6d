import Foundation
import MediaBasics
import Synchronization
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards that a model's usual time is remembered for a while, and no longer.
@Suite struct UsualTimesTests {
  @Test("what was looked up holds for ten seconds, each model by itself")
  func remembered() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(folder / "ledger.sqlite")
    let later = Mutex(Duration.zero)
    let start = ContinuousClock.now
    let times = UsualTimes(ledger) { start + later.withLock(\.self) }
    #expect(try await times.seconds(of: "minimax:1@1", scope: "test") == nil)
    for number in 1...3 {
      var task = LedgerTests.task(identity: "i\(number)")
      task.stage = .fetched
      task.changedAt = task.createdAt.addingTimeInterval(Double(number) * 10)
      try await ledger.insert(task)
    }
    later.withLock { $0 = .seconds(9) }
    #expect(try await times.seconds(of: "minimax:1@1", scope: "test") == nil)
    #expect(try await times.seconds(of: "another", scope: "test") == nil)
    later.withLock { $0 = .seconds(10) }
    #expect(try await times.seconds(of: "minimax:1@1", scope: "test") == 20)
  }
}

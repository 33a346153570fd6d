import Foundation
import GRDB
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards the record that money depends on.
@Suite struct LedgerTests {
  static func task(_ id: String = UUID().uuidString, identity: String = "i", attempt: Int = 1) -> GenerationTask {
    GenerationTask(
      id: id, providerID: nil, identity: identity, attempt: attempt, scope: "test", model: "minimax:1@1",
      label: "a clip",
      seconds: 6, results: 1, payload: ["seed": 9_223_372_036_854_775_807], stage: .intended,
      expectedCost: Cost(0.25), cost: nil,
      failure: nil, createdAt: Date(timeIntervalSince1970: 1_000), changedAt: Date(timeIntervalSince1970: 1_000),
      outputs: [], purse: "test", job: nil)
  }

  @Test("a task comes back as it went in, after the ledger was closed and opened again")
  func roundTrip() async throws {
    let folder = try TemporaryFolder()
    let task = Self.task()
    try await Ledger(folder / "state/ledger.sqlite").insert(task)
    let again = try Ledger(folder / "state/ledger.sqlite")
    let latest = try await again.latest("i")
    #expect(latest == task)
    #expect(try await again.task(task.id) == latest)
    #expect(try await again.tasks().first == latest)
  }

  @Test("a ledger that several open at the same moment is made once, and all of them can use it")
  func madeTogether() async throws {
    let folder = try TemporaryFolder()
    for round in 0..<20 {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<6 {
          group.addTask {
            let ledger = try Ledger(folder / "\(round)/ledger.sqlite")
            try await ledger.insert(Self.task(identity: "i\(number)"))
          }
        }
        try await group.waitForAll()
      }
      #expect(try await Ledger(folder / "\(round)/ledger.sqlite").tasks().count == 6)
    }
  }

  @Test("tasks that are written down at the same moment don't exceed their purse's limit together")
  func sharedLimit() async throws {
    let ledger = try Ledger(try TemporaryFolder() / "ledger.sqlite")
    let written = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<6 {
        group.addTask {
          do {
            try await ledger.insert(Self.task(identity: "i\(number)"), limit: 0.6)
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(written == 2)
    #expect(try await ledger.spent(from: "test") == Cost(0.5))
  }

  @Test("a second task of an identity is refused by the database itself, until the first has failed")
  func boughtOnce() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(folder / "ledger.sqlite")
    let first = Self.task()
    try await ledger.insert(first)
    await #expect(throws: WorkflowError.self) { try await ledger.insert(Self.task(attempt: 2)) }
    try await ledger.advance(first.id, to: .failed)
    try await ledger.insert(Self.task(attempt: 2))
    #expect(try await ledger.latest("i")?.attempt == 2)
  }

  @Test("stages follow their order; what doesn't is refused and changes nothing")
  func stages() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(folder / "ledger.sqlite")
    let task = Self.task()
    try await ledger.insert(task)
    let error = await #expect(throws: WorkflowError.self) { try await ledger.advance(task.id, to: .fetched) }
    #expect(error?.report.code == "workflow.stage")
    #expect(try await ledger.task(task.id)?.stage == .intended)
    let accepted = try await ledger.advance(task.id, to: .accepted) { $0.providerID = "theirs" }
    #expect(accepted.stage == .accepted)
    #expect(try await ledger.task("theirs")?.id == task.id)
  }

  @Test("a task that was made is never marked as never sent, and a failed one stays failed")
  func finality() {
    #expect(!TaskStage.fetched.successors.contains(.intended))
    #expect(!TaskStage.succeeded.successors.contains(.intended))
    #expect(TaskStage.failed.successors.isEmpty)
  }

  @Test("uploads are remembered by content and service, and forgotten an hour before they expire")
  func uploads() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(folder / "ledger.sqlite")
    try await ledger.record(upload: "ref", of: "hash", scope: "a", expires: nil)
    #expect(try await ledger.upload(of: "hash", scope: "a") == "ref")
    #expect(try await ledger.upload(of: "hash", scope: "b") == nil)
    try await ledger.record(upload: "ref2", of: "hash", scope: "a", expires: Date(timeIntervalSinceNow: 7200))
    #expect(try await ledger.upload(of: "hash", scope: "a") == "ref2")
    try await ledger.record(upload: "ref3", of: "hash", scope: "a", expires: Date(timeIntervalSinceNow: 60))
    #expect(try await ledger.upload(of: "hash", scope: "a") == nil)
  }

  @Test("a file that is no ledger is refused with its name")
  func notALedger() throws {
    let folder = try TemporaryFolder()
    try Data(repeating: 65, count: 5000).write(to: folder / "ledger.sqlite")
    let error = #expect(throws: WorkflowError.self) { try Ledger(folder / "ledger.sqlite") }
    #expect(error?.report.code == "workflow.ledger")
    #expect(error?.report.kind == .cannotWrite)
  }

  @Test("the database is durable: write-ahead log, full synchronisation")
  func durable() async throws {
    let folder = try TemporaryFolder()
    let file = folder / "ledger.sqlite"
    _ = try Ledger(file)
    let database = try DatabaseQueue(path: file.path, configuration: Ledger.configuration)
    let (mode, synchronous) = try await database.read { db in
      (try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous"))
    }
    #expect(mode == "wal")
    // 2 is FULL: each commit is on disk before it returns.
    #expect(synchronous == 2)
  }

  @Test("another process waits for the same identity, and not for another")
  func locks() async throws {
    let folder = try TemporaryFolder()
    let path = (folder / "locks/same").path
    try FileManager.default.createDirectory(at: folder / "locks", withIntermediateDirectories: true)
    // flock(1) holds the lock as another process would, and lets go when its child ends.
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    holder.arguments = ["flock", path, "sh", "-c", "echo held; sleep 1"]
    let said = Pipe()
    holder.standardOutput = said
    try holder.run()
    _ = said.fileHandleForReading.availableData
    _ = try await IdentityLock.wait(for: "other", in: folder.url)
    #expect(holder.isRunning)
    _ = try await IdentityLock.wait(for: "same", in: folder.url)
    holder.waitUntilExit()
    #expect(holder.terminationStatus == 0)
  }
}

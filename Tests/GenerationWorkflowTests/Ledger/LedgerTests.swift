import Foundation
import GRDB
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards the record that money depends on.
@Suite(.timeLimit(.minutes(10))) struct LedgerTests {
  static func task(_ id: String = UUID().uuidString, identity: String = "i", attempt: Int = 1) -> GenerationTask {
    GenerationTask(
      id: id, providerID: nil, identity: identity, attempt: attempt, scope: "test", model: "minimax:1@1",
      label: "a clip",
      seconds: 6, results: 1, payload: TaskPayload(text: #"{"seed":9223372036854775807}"#), stage: .intended,
      expectedCost: Cost(0.25), cost: nil,
      failure: nil, createdAt: Date(timeIntervalSince1970: 1_000), changedAt: Date(timeIntervalSince1970: 1_000),
      outputs: [], purse: "test", job: nil)
  }

  @Test(
    "a task comes back as it went in, after the ledger was closed and opened again", arguments: LedgerKind.allCases)
  func roundTrip(kind: LedgerKind) async throws {
    let rig = try await LedgerRig(kind)
    var task = Self.task()
    task.failure = FailureReport(
      code: "a", kind: .refused, message: "it's \"so\" \\ – é", hint: nil, details: ["b": [1, 2.5, true, nil]])
    task.createdAt = Date(timeIntervalSince1970: 1_700_000_000.125)
    let ledger = try rig.open()
    try await ledger.insert(task)
    await ledger.close()
    let again = try rig.open()
    let latest = try await again.past(of: "i", model: "m", scope: "test").latest
    #expect(latest == task)
    #expect(try await again.task(task.id) == latest)
    #expect(try await again.tasks().first == latest)
  }

  @Test(
    "what was written already is not written again: an answer that was lost does no harm",
    arguments: LedgerKind.allCases)
  func twice(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    let task = Self.task()
    try await ledger.insert(task, limit: 0.25)
    try await ledger.insert(task, limit: 0.25)
    #expect(try await ledger.tasks() == [task])
    #expect(try await ledger.spent(from: "test") == Cost(0.25))
  }

  @Test(
    "a ledger that several open at the same moment is made once, and all of them can use it",
    arguments: LedgerKind.allCases)
  func madeTogether(kind: LedgerKind) async throws {
    for _ in 0..<(kind == .sqlite ? 20 : 3) {
      let rig = try await LedgerRig(kind)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<6 {
          group.addTask { try await rig.open().insert(Self.task(identity: "i\(number)")) }
        }
        try await group.waitForAll()
      }
      #expect(try await rig.open().tasks().count == 6)
    }
  }

  @Test(
    "tasks that are written down at the same moment don't exceed their purse's limit together",
    arguments: LedgerKind.allCases)
  func sharedLimit(kind: LedgerKind) async throws {
    let rig = try await LedgerRig(kind)
    let ledgers = [try rig.open(), try rig.open()]
    let written = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          do {
            try await ledgers[number % 2].insert(Self.task(identity: "i\(number)"), limit: 0.6)
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(written == 2)
    #expect(try await ledgers[0].spent(from: "test") == Cost(0.5))
  }

  @Test(
    "a second task of an identity is refused by the database itself, until the first has failed",
    arguments: LedgerKind.allCases)
  func boughtOnce(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    let first = Self.task()
    try await ledger.insert(first)
    let error = await #expect(throws: WorkflowError.self) { try await ledger.insert(Self.task(attempt: 2)) }
    #expect(error?.report.code == "workflow.ledger")
    try await ledger.advance(first, to: .failed)
    try await ledger.insert(Self.task(attempt: 2))
    #expect(try await ledger.past(of: "i", model: "m", scope: "test").latest?.attempt == 2)
    #expect(try await ledger.tasks().map(\.attempt) == [1, 2])
  }

  @Test("stages follow their order; what doesn't is refused and changes nothing", arguments: LedgerKind.allCases)
  func stages(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    var waiting = Self.task()
    waiting.stage = .waiting
    let task = waiting
    try await ledger.insert(task)
    let error = await #expect(throws: WorkflowError.self) { try await ledger.advance(task, to: .fetched) }
    #expect(error?.report.code == "workflow.stage")
    #expect(try await ledger.task(task.id)?.stage == .waiting)
    let accepted = try await ledger.advance(task, to: .accepted) { $0.providerID = "theirs" }
    #expect(accepted.stage == .accepted)
    #expect(try await ledger.task("theirs")?.id == task.id)
    // Seen before it was accepted: what has become known since stays.
    let made = try await ledger.advance(task, to: .succeeded) { $0.cost = Cost(1) }
    #expect(made.providerID == "theirs")
    let kept = try await ledger.task(task.id)
    #expect(kept?.stage == .succeeded && kept?.providerID == "theirs" && kept?.cost == Cost(1))
  }

  @Test("a task is moved at once where it still is as it was seen, and only there", arguments: LedgerKind.allCases)
  func asSeen(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    let task = Self.task()
    try await ledger.insert(task)
    let accepted = try await ledger.advance(task, to: .accepted)
    let moved = try await ledger.write { db in
      [accepted, task, accepted].map { seen in
        Result { try db.move(seen, to: .succeeded, ifStillSo: true) { _ in }?.stage }
      }
    }
    #expect(try moved.map { try $0.get() } == [.succeeded, nil, nil])
  }

  @Test(
    "the service's word on a task counts where nobody knows of it, and sets nobody back",
    arguments: LedgerKind.allCases)
  func word(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    let task = Self.task()
    try await ledger.insert(task)
    try await ledger.advance(task, to: .unknown)
    try await ledger.advance(task, to: .accepted, as: .service) { $0.providerID = "theirs" }
    try await ledger.advance(task, to: .succeeded)
    let late = try await ledger.advance(task, to: .accepted, as: .service) { $0.providerID = "other" }
    #expect(late.stage == .succeeded && late.providerID == "theirs")
  }

  @Test("a task that was made is never marked as never sent, and a failed one stays failed")
  func finality() {
    #expect(!TaskStage.fetched.successors.contains(.intended))
    #expect(!TaskStage.succeeded.successors.contains(.intended))
    #expect(TaskStage.failed.successors.isEmpty)
  }

  @Test(
    "uploads are remembered by content and service, and forgotten an hour before they expire",
    arguments: LedgerKind.allCases)
  func uploads(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    try await ledger.record(upload: "ref", of: "hash", scope: "a", expires: nil)
    #expect(try await ledger.upload(of: "hash", scope: "a") == "ref")
    #expect(try await ledger.upload(of: "hash", scope: "b") == nil)
    try await ledger.record(upload: "ref2", of: "hash", scope: "a", expires: Date(timeIntervalSinceNow: 7200))
    #expect(try await ledger.upload(of: "hash", scope: "a") == "ref2")
    try await ledger.record(upload: "ref3", of: "hash", scope: "a", expires: Date(timeIntervalSinceNow: 60))
    #expect(try await ledger.upload(of: "hash", scope: "a") == nil)
  }

  @Test(
    "the usual time and the dearest second of a model are those of its finished tasks", arguments: LedgerKind.allCases
  )
  func figures(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    #expect(try await ledger.usualSeconds(of: "minimax:1@1", scope: "test") == nil)
    #expect(try await ledger.past(of: "i", model: "minimax:1@1", scope: "test").dearestSecond == nil)
    #expect(try await ledger.spent(from: "test") == .zero)
    for number in 1...3 {
      var task = Self.task(identity: "i\(number)")
      (task.stage, task.cost) = (.fetched, Cost(Decimal(number) * 0.6))
      task.changedAt = task.createdAt.addingTimeInterval(Double(number) * 10)
      try await ledger.insert(task)
    }
    #expect(try await ledger.usualSeconds(of: "minimax:1@1", scope: "test") == 20)
    #expect(try await ledger.past(of: "i", model: "minimax:1@1", scope: "test").dearestSecond == 0.3)
    // What the simulator takes says nothing of the service.
    #expect(try await ledger.dearestSecond(of: "minimax:1@1", scope: "sim") == nil)
    #expect(try await ledger.usualSeconds(of: "minimax:1@1", scope: "sim") == nil)
  }

  @Test(
    "what is locked is one's only, here and elsewhere, until it is released or dropped",
    arguments: LedgerKind.allCases)
  func locks(kind: LedgerKind) async throws {
    let rig = try await LedgerRig(kind)
    let (one, other) = (try rig.open(), try rig.open())
    #expect(try await other.held(of: ["a", "b"]) == [])
    let lock = try #require(try await one.lock(oneOf: ["a", "b"]))
    #expect(lock.name == "a")
    for ledger in [one, other] { #expect(try await ledger.held(of: ["a", "b"]) == ["a"]) }
    #expect(try await one.lock(oneOf: ["a"]) == nil)
    var second = try await other.lock(oneOf: ["a", "b"])
    #expect(second?.name == "b")
    #expect(try await other.lock(oneOf: ["a", "b"]) == nil)
    await lock.release()
    #expect(try await one.held(of: ["a", "b"]) == ["b"])
    #expect(try await other.lock(oneOf: ["a"])?.name == "a")
    second = nil
    // Dropped, not released: free in a moment.
    _ = try await one.lock("b")
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
    let database = try DatabaseQueue(path: file.path, configuration: SQLiteStore.configuration)
    let (mode, synchronous) = try await database.read { db in
      (try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous"))
    }
    #expect(mode == "wal")
    // 2 is FULL: each commit is on disk before it returns.
    #expect(synchronous == 2)
  }

  @Test("a write that can be had again isn't waited for on disk; every other one is, also after such a one")
  func lessDurable() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(folder / "ledger.sqlite")
    let level: @Sendable (any LedgerTransaction) throws -> String? = {
      try $0.row("PRAGMA synchronous", [])?["synchronous"]
    }
    #expect(try await store.write(as: .worker, durable: false, level) == "1")
    #expect(try await store.write(as: .worker, durable: true, level) == "2")
    // Cancelled in the middle, with which GRDB refuses every further statement of that write.
    let (begun, cancelled) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let write = Task {
      try await store.write(as: .worker, durable: false) { db in
        begun.signal()
        cancelled.wait()
        return try level(db)
      }
    }
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        begun.wait()
        continuation.resume()
      }
    }
    write.cancel()
    cancelled.signal()
    await #expect(throws: CancellationError.self) { try await write.value }
    #expect(try await store.write(as: .worker, durable: true, level) == "2")
  }

  @Test("a request that isn't JSON any more is told as a damaged ledger, and only to who needs it")
  func damagedPayload() async throws {
    let ledger = try await LedgerRig(.sqlite).open()
    var task = Self.task()
    task.payload = TaskPayload(text: "{")
    try await ledger.insert(task)
    let found = try #require(try await ledger.task(task.id))
    let error = #expect(throws: WorkflowError.self) { try ledger.payload(of: found) }
    #expect(error?.report.code == "workflow.ledger")
    #expect(error?.report.message.contains("its column 'payload' holds '{'") ?? false)
    #expect(try ledger.payload(of: Self.task()) == ["seed": 9_223_372_036_854_775_807])
  }

  @Test("another process waits for the same identity, and not for another")
  func lockFiles() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(folder / "ledger.sqlite")
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    holder.arguments = [
      "python3", "-c",
      """
      import fcntl, sys
      with open(sys.argv[1], "w") as file:
          fcntl.lockf(file, fcntl.LOCK_EX, 1, int(sys.argv[2]))
          print("held", flush=True)
          sys.stdin.read()
      """, (folder / "locks/held").path, "\(try RangeLock.place(of: "same"))",
    ]
    let (told, said) = (Pipe(), Pipe())
    (holder.standardInput, holder.standardOutput) = (told, said)
    try holder.run()
    #expect(said.fileHandleForReading.availableData.starts(with: Data("held".utf8)))
    #expect(try await ledger.lock("other").name == "other")
    #expect(holder.isRunning)
    let waiting = Task { (lock: try await ledger.lock("same").name, taken: ContinuousClock.now) }
    for _ in 0..<20 { try await Moment.pass() }
    // The holder lets go when its input ends, and never before.
    let ended = ContinuousClock.now
    try told.fileHandleForWriting.close()
    let same = try await waiting.value
    #expect(same.lock == "same")
    #expect(same.taken > ended)
    holder.waitUntilExit()
    #expect(holder.terminationStatus == 0)
  }

  @Test(
    "a cost beyond all sense stops what has a limit, and the sum can still be made", arguments: LedgerKind.allCases)
  func senselessCosts(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    for (number, amount) in ["10000000000000", "1e30", "1e100", "12e18"].enumerated() {
      var task = Self.task(identity: "i\(number)")
      task.cost = Cost(try #require(Decimal(string: amount)))
      try await ledger.insert(task)
    }
    #expect(try await ledger.spent(from: Self.task(identity: "").purse).amount >= 1_000_000_000)
    let error = await #expect(throws: WorkflowError.self) {
      try await ledger.insert(Self.task(identity: "next"), limit: 100)
    }
    #expect(error?.report.code == "workflow.budget")
  }

  @Test("what a server that broke down has lost of a task's way is passed over", arguments: LedgerKind.allCases)
  func lostStages(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    let task = Self.task()
    try await ledger.insert(task)
    var known = task
    (known.stage, known.changedAt) = (.succeeded, Date())
    let fetched = try await ledger.advance(known, to: .fetched) { $0.cost = Cost(1) }
    #expect(fetched.stage == .fetched)
    #expect(try await ledger.task(task.id)?.cost == Cost(1))
  }
}

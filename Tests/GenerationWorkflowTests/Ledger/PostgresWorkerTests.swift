import Foundation
import GenerationClient
import MediaBasics
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards what many workers rely on: that each job is one's only, that nobody waits for who is gone, and that who was
/// replaced does no harm.
@Suite(.timeLimit(.minutes(10))) struct PostgresWorkerTests {
  @Test("workers that take jobs at the same moment get different ones, and all of them together")
  func disjoint() async throws {
    let rig = try await LedgerRig(.postgres)
    let ledgers = [try rig.open(in: "a"), try rig.open(in: "b"), try rig.open(in: "c")]
    let names = (0..<60).map { "job \($0)" }
    // Each is there before any can have taken all.
    var begun: [LedgerLock] = []
    for ledger in ledgers { begun.append(try #require(try await ledger.lock(oneOf: names))) }
    let taken = try await withThrowingTaskGroup(of: [LedgerLock].self) { group in
      for number in 0..<9 {
        group.addTask {
          var own: [LedgerLock] = []
          while let lock = try await ledgers[number % 3].lock(oneOf: names) { own.append(lock) }
          return own
        }
      }
      return try await group.reduce(into: begun) { $0 += $1 }
    }
    #expect(taken.map(\.name).sorted() == names.sorted())
    #expect(try rig.sql("SELECT count(DISTINCT worker) FROM lease") == ["3"])
    for lock in taken { await lock.release() }
    #expect(try rig.sql("SELECT count(*) FROM lease") == ["0"])
  }

  @Test("a worker that was taken off the list can change nothing and send nothing; others have what it held")
  func fenced() async throws {
    let rig = try await LedgerRig(.postgres)
    let (stale, fresh) = (try rig.open(in: "a"), try rig.open(in: "b"))
    let task = LedgerTests.task()
    try await stale.insert(task)
    let lock = try #require(try await stale.lock(oneOf: ["job"]))
    #expect(try await fresh.lock(oneOf: ["job"]) == nil)
    try rig.sql("DELETE FROM worker WHERE folder LIKE '%/a'")
    let taken = try #require(try await fresh.lock(oneOf: ["job"]))

    let calls: [@Sendable () async throws -> Void] = [
      { try await stale.insert(LedgerTests.task(identity: "other")) },
      { try await stale.advance(task, to: .failed) },
      { try await stale.record(upload: "r", of: "h", scope: "s", expires: nil) },
      { _ = try await stale.lock(oneOf: ["another"]) },
      { _ = try await stale.sharing?("key").reserve(burst: 1, interval: .seconds(1)) },
      { _ = try await stale.sharing?("key").enter("task", limit: 9) },
    ]
    for (number, call) in calls.enumerated() {
      let error = await #expect(throws: WorkflowError.self, "call \(number)") { try await call() }
      #expect(error?.report.code == "workflow.lease-lost", "call \(number)")
      #expect(error?.report.kind == .stopped)
    }
    #expect(try await fresh.tasks().map(\.stage) == [.intended])
    // Its belated release is no business of the new owner's.
    await lock.release()
    #expect(try await stale.store.read { try $0.rows("SELECT name FROM lease", []).count } == 1)
    await taken.release()
  }

  @Test("the id of a task that was bought is written down, also by who was replaced meanwhile")
  func evidence() async throws {
    let rig = try await LedgerRig(.postgres)
    let (stale, fresh) = (try rig.open(in: "a"), try rig.open(in: "b"))
    let task = LedgerTests.task()
    try await stale.insert(task)
    try rig.sql("DELETE FROM worker")
    try await fresh.advance(task, to: .unknown)
    try await stale.advance(task, to: .accepted, as: .service) { $0.providerID = "theirs" }
    #expect(try await fresh.task("theirs")?.stage == .accepted)
  }

  @Test("what a process of this machine held is free as soon as the process is gone, and not before")
  func gone() async throws {
    let rig = try await LedgerRig(.postgres)
    let living = try rig.open(in: "a")
    _ = try await living.lock("held")
    let place = (rig.folder / "a").standardizedFileURL.path
    // A worker whose lock file nobody holds, and one whose files are not to be seen from here.
    try Data().write(to: rig.folder / "a/locks/worker-dead")
    for (id, folder) in [("dead", place), ("remote", "/nowhere")] {
      try rig.sql(
        """
        INSERT INTO worker SELECT '\(id)', host, '\(folder)', 1, now(), now() + interval '1 h' FROM worker LIMIT 1;
        INSERT INTO lease (name, worker) VALUES ('of \(id)', '\(id)')
        """)
    }
    let starting = try rig.open(in: "b")
    #expect(try await starting.lock(oneOf: ["held", "of remote", "of dead"])?.name == "of dead")
    #expect(try rig.sql("SELECT count(*) FROM worker") == ["3"])
    #expect(!FileManager.default.fileExists(atPath: (rig.folder / "a/locks/worker-dead").path))
  }

  @Test("who is silent for longer than a lease is taken off the list; who gives signs of life is not")
  func silent() async throws {
    let rig = try await LedgerRig(.postgres)
    let name = try #require(rig.address?.split(separator: "/").last)
    try rig.sql("ALTER DATABASE \(name) SET rwmedia.lease = '2 s'")
    let (living, other) = (try rig.open(in: "a"), try rig.open(in: "b"))
    let held = try await living.lock("held")
    try rig.sql(
      """
      INSERT INTO worker SELECT 'silent', 'elsewhere', '/', 1, now(), now() + interval '2 s' FROM worker LIMIT 1;
      INSERT INTO lease (name, worker) VALUES ('of silent', 'silent')
      """)
    // Waits for it, longer than the living one could be silent.
    let lock = try await other.lock("of silent")
    #expect(try await other.lock(oneOf: ["held"]) == nil)
    #expect(try rig.sql("SELECT count(*) FROM worker WHERE id = 'silent'") == ["0"])
    await held.release()
    await lock.release()
    await living.close()
    await other.close()
    #expect(try rig.sql("SELECT count(*) FROM worker") == ["0"])
  }
}

import Foundation
import GRDB
import MediaBasics
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards the way to the server: what it keeps, what it says where it can't be used, and what nobody gets to see.
@Suite struct PostgresStoreTests {
  @Test("both stores have the same tables and columns, but for those by which workers share")
  func sameSchema() async throws {
    let (file, server) = (try await LedgerRig(.sqlite), try await LedgerRig(.postgres))
    _ = try await file.open().tasks()
    _ = try await server.open().tasks()
    let queue = try DatabaseQueue(path: (file.folder / "state/ledger.sqlite").path)
    for table in ["task", "upload", "job"] {
      let ours = try await queue.read { db in Set(try db.columns(in: table).map(\.name)) }
      let theirs = try server.sql(
        "SELECT column_name FROM information_schema.columns WHERE table_name = '\(table)' AND column_name <> 'number'"
      )
      #expect(ours == Set(theirs), "\(table)")
    }
  }

  @Test("a server that restarts is waited for: nothing is lost and nobody notices")
  func restart() async throws {
    let server = try await PostgresServer.start()
    let folder = try TemporaryFolder()
    let ledger = try Ledger(LedgerPlace(server.address, usual: folder / "ledger.sqlite"))
    try await ledger.insert(LedgerTests.task(identity: "before"))
    let lock = try await ledger.lock("job")
    let started = "SELECT pg_postmaster_start_time()"
    let before = try PostgresServer.sql(started, at: server.address)
    server.restart()
    for number in 0..<40 {
      try await ledger.insert(LedgerTests.task(identity: "i\(number)"))
      try await Task.sleep(for: .milliseconds(50))
    }
    await lock.release()
    #expect(try await ledger.tasks().count == 41)
    #expect(try PostgresServer.sql(started, at: server.address) != before)
    try await server.stop()
  }

  @Test("a server that has frozen is not waited for for ever; what it is told in bulk arrives whole")
  func frozen() async throws {
    let rig = try await LedgerRig(.postgres)
    let handle = try PostgresHandle(try #require(rig.address), patience: .seconds(20))
    let bulk = String(repeating: "0123456789", count: 2_000_000)
    #expect(
      try handle.run("SELECT length($1::text) AS count, $1::text AS text", [bulk]).first?["count"] == "20000000")
    for statement in ["SELECT 1", "SELECT '\(bulk)'"] {
      let other = try PostgresHandle(try #require(rig.address), patience: .seconds(1))
      let backend = try #require(try other.run("SELECT pg_backend_pid() AS pid").first?["pid"].flatMap(pid_t.init))
      kill(backend, SIGSTOP)
      defer { kill(backend, SIGCONT) }
      let error = #expect(throws: PostgresFailure.self) { try other.run(statement) }
      #expect(error?.isBroken == true && error?.isPassing == true)
    }
    // Nobody else is kept waiting.
    #expect(try handle.run("SELECT 1 AS one").first?["one"] == "1")
  }

  @Test("a server that is gone is told as that, with what to do")
  func lost() async throws {
    let rig = try await LedgerRig(.postgres)
    let place = LedgerPlace("postgres://rwmedia:test-password@127.0.0.1:1/ledger", usual: rig.folder / "l.sqlite")
    let error = await #expect(throws: WorkflowError.self) { try await Ledger(place).tasks() }
    #expect(error?.report.code == "workflow.ledger" && error?.report.kind == .cannotWrite)
    #expect(error?.report.message.contains("'postgres://rwmedia@127.0.0.1:1/ledger' can't be used") == true)
    #expect(error?.report.message.contains("Connection refused") == true)
    #expect(error?.report.hint == "Check the address, and that 'psql' reaches it with the same one.")
  }

  @Test(
    "an address is shown without its password, and one that could be misread isn't shown at all",
    arguments: [
      ("postgres://u:test-password@h:5/d", "postgres://u@h:5/d"),
      ("postgresql://u@h/d?password=test-password&sslmode=require", "postgres://u@h/d"),
      ("postgres://u:test%2Dpassword@/d?host=/run/db", "postgres://u@/run/db/d"),
      ("postgres://h1:1,h2:2/d", "postgres://h1,h2:1,2/d"),
      ("postgres://u:test/password@h/d", nil), ("postgres://u:test@password@h/d", nil),
      ("postgres://u:test%zzpassword@h/d", nil), ("postgres://u:test?password@h/d", nil),

      ("postgres://u@h/d?nonsense=test-password", nil),
    ])
  func shown(address: String, name: String?) throws {
    let folder = try TemporaryFolder()
    let place = LedgerPlace(address, usual: folder / "ledger.sqlite")
    #expect(!"\(place)".contains("password") && !String(reflecting: place).contains("password"))
    if let name {
      #expect(try Ledger(place).store.name == name)
    } else {
      let error = #expect(throws: WorkflowError.self) { try Ledger(place) }
      #expect(error?.report.kind == .usage)
      let all = "\(error?.report.message ?? "") \(error?.report.hint ?? "") \(error?.report.details ?? [:])"
      #expect(!all.contains("test") && all.contains("postgres://…"))
    }
  }

  @Test("a wrong password, or a database that isn't there, is told at once and without the password")
  func refused() async throws {
    let rig = try await LedgerRig(.postgres)
    let right = try #require(rig.address)
    for (address, words) in [
      (right.replacing("test-password", with: "wrong-password"), "password authentication failed"),
      (right + "x", "does not exist"),
    ] {
      let place = LedgerPlace(address, usual: rig.folder / "l.sqlite")
      let error = await #expect(throws: WorkflowError.self) { try await Ledger(place).tasks() }
      #expect(error?.report.message.contains(words) == true)
      #expect(error?.description.contains("-password") == false)
      #expect(error?.report.kind == .cannotWrite)
    }
  }

  @Test("tables that a newer rwmedia made are left alone")
  func newer() async throws {
    let rig = try await LedgerRig(.postgres)
    _ = try await rig.open().tasks()
    try rig.sql("INSERT INTO migration VALUES ('99 later', now())")
    let error = await #expect(throws: WorkflowError.self) { try await rig.open().tasks() }
    #expect(error?.report.message.contains("a newer rwmedia has made it") == true)
  }

  @Test("who may only look can look, and is told what a change would take")
  func looking() async throws {
    let rig = try await LedgerRig(.postgres)
    try await rig.open().insert(LedgerTests.task(identity: "i"))
    let name = "looker_\(UUID().uuidString.prefix(8).lowercased())"
    try rig.sql(
      "CREATE ROLE \(name) LOGIN PASSWORD 'test-password'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(name)")
    let address = try #require(rig.address).replacing("//rwmedia:", with: "//\(name):")
    let ledger = try Ledger(LedgerPlace(address, usual: rig.folder / "other/ledger.sqlite"))
    #expect(try await ledger.tasks().map(\.identity) == ["i"])
    let error = await #expect(throws: WorkflowError.self) {
      try await ledger.insert(LedgerTests.task(identity: "j"))
    }
    #expect(error?.report.message.contains("permission denied") == true, "\(String(describing: error))")
    #expect(error?.report.hint?.contains("may only look") == true)
  }

  @Test("a text that the server can't keep is refused, not shortened")
  func zeroByte() async throws {
    let rig = try await LedgerRig(.postgres)
    let error = await #expect(throws: WorkflowError.self) {
      try await rig.open().insert(LedgerTests.task(identity: "a\0b"))
    }
    #expect(error?.report.message.contains("zero byte") == true)
    #expect(try await rig.open().tasks().isEmpty)
  }

  @Test(
    "moments are read as both stores write them",
    arguments: [
      ("2026-11-24 12:30:00.125", 1_795_523_400.125), ("2026-11-24 12:30:00+00", 1_795_523_400),
      ("2026-11-24 12:30:00.12+00", 1_795_523_400.12), ("2026-11-24 14:00:00.5+01:30", 1_795_523_400.5),
      ("2026-11-24 07:30:00-05", 1_795_523_400),
    ])
  func dates(text: String, seconds: Double) throws {
    let date = try #require(LedgerDate.date(text))
    #expect(abs(date.timeIntervalSince1970 - seconds) < 0.000_1)
    #expect(LedgerDate.date(LedgerDate.text(date)) == date)
  }

  @Test("what is no moment is none", arguments: ["", "yesterday", "2026-11-24", "2026-11-24 12:30"])
  func noDate(text: String) {
    #expect(LedgerDate.date(text) == nil)
  }
}

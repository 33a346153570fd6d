import Foundation
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards what a batch knows of its jobs.
@Suite(.timeLimit(.minutes(10))) struct JobRecordTests {
  private static let job = JobRecord(
    batch: "b", id: "j", identity: "i", edition: 2, state: .running, startedAt: Date(timeIntervalSince1970: 1),
    changedAt: Date(timeIntervalSince1970: 2), tasks: [], failure: nil, result: nil, place: nil)

  @Test("a job comes back as it went in, and is written over", arguments: LedgerKind.allCases)
  func jobs(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    var job = Self.job
    try await ledger.save(job)
    job.state = .done
    job.tasks = ["t"]
    job.result = JobResult(warnings: ["w"], claims: ["/a": ["x"]])
    job.place = "here"
    try await ledger.save(job)
    #expect(try await ledger.jobs(of: "b") == ["j": job])
  }

  @Test(
    "before a job is delivered its own generations are found, those it shares, and what it made in other batches",
    arguments: LedgerKind.allCases)
  func past(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    var other = Self.job
    other.batch = "other"
    other.result = JobResult(claims: ["a.mp4": ["1"]])
    try await ledger.save(other)
    for (identity, purse, job) in [("1", "b", "j"), ("2", "other", "j"), ("3", "b", "k"), ("4", "b", "j")] {
      var task = LedgerTests.task(identity: identity)
      (task.id, task.purse, task.job) = (identity, purse, job)
      try await ledger.insert(task)
    }
    let past = try await ledger.past(of: "j", purse: "b", others: ["1", "3", "none"], batches: ["b", "other"])
    #expect(past.tasks.map(\.id) == ["1", "4", "3"])
    #expect(past.results == [try #require(other.result)])
  }

  @Test(
    "a job is begun by what it was planned by; whoever comes later is told what it is now",
    arguments: LedgerKind.allCases)
  func beginning(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    guard case .begun = try await ledger.begin(Self.job, plannedBy: nil) else {
      Issue.record("a job that nobody had was not begun")
      return
    }
    var other = Self.job
    other.edition = 3
    guard case .changed(let found) = try await ledger.begin(other, plannedBy: nil) else {
      Issue.record("a job that somebody had begun was begun again")
      return
    }
    #expect(found == Self.job)
    #expect(try await ledger.jobs(of: "b") == ["j": Self.job])
    guard case .begun = try await ledger.begin(other, plannedBy: Self.job) else {
      Issue.record("a job that is as it was planned was not begun")
      return
    }
    #expect(try await ledger.jobs(of: "b") == ["j": other])
  }

  @Test(
    "how a batch was run is kept by its name, the latest run's; a rehearsal's serves where there was no other",
    arguments: LedgerKind.allCases)
  func settings(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    #expect(try await ledger.settings(of: "b", simulated: false) == [:])
    try await ledger.keep(settings: ["model": "m"], of: "b (simulated)")
    #expect(try await ledger.settings(of: "b", simulated: false) == ["model": "m"])
    try await ledger.keep(settings: ["preset": "p"], of: "b")
    try await ledger.keep(settings: ["preset": "q", "output": "o/{id}.{ext}"], of: "b")
    #expect(try await ledger.settings(of: "b", simulated: false) == ["preset": "q", "output": "o/{id}.{ext}"])
    #expect(try await ledger.settings(of: "b", simulated: true) == ["model": "m"])
    #expect(try await ledger.settings(of: "c", simulated: true) == [:])
  }

  @Test(
    "a job's end is kept, and what its batch has spent is told without other batches' money",
    arguments: LedgerKind.allCases)
  func settling(kind: LedgerKind) async throws {
    let ledger = try await LedgerRig(kind).open()
    for (number, purse) in ["b", "b", "other"].enumerated() {
      var task = LedgerTests.task(identity: "i\(number)")
      task.purse = purse
      try await ledger.insert(task)
    }
    var job = Self.job
    job.state = .done
    try await ledger.settle(job)
    #expect(try await ledger.spent(from: "b") == Cost(0.5))
    #expect(try await ledger.jobs(of: "b") == ["j": job])
  }
}

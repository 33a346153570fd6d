import Foundation
import MediaBasics
import MediaEngine

/// Carries one job from its inputs to delivered, verified files, and writes down how far it is.
///
/// Killed at any moment, the same job run again goes on: generations are found in the ledger, half-made files in the
/// workshop are made anew, and files that were delivered are known by what was written down before they appeared.
struct JobRunner: Sendable {
  let desk: BatchDesk
  let options: BatchOptions
  let observe: BatchObserver

  /// Runs a planned job; what goes wrong ends this job only and stands in its record.
  ///
  /// - Returns: the job's record, whoever carried it out; `nil` where nothing is to be done with it any more.
  /// - Throws: `CancellationError`, and what keeps the record itself from being written.
  func run(_ plan: JobPlan) async throws -> JobRecord? {
    let record = try record(of: plan)
    switch try await desk.ledger.begin(record, plannedBy: plan.record) {
    case .begun: return try await run(plan, record)
    case .changed(let found): return try await run(plan, changed: found)
    }
  }

  /// Plans a job anew that another process has had since.
  private func run(_ plan: JobPlan, changed found: JobRecord?) async throws -> JobRecord? {
    // Done just now by somebody who may put files elsewhere, or where they take a while to be seen here.
    if let found, found.state == .done, found.identity == plan.way?.identity {
      observe(.ended(plan.job.id, .done, nil))
      return found
    }
    // Tried just now, and not again by everybody who was about to.
    if let found, found.state == .failed, found.identity == plan.way?.identity {
      observe(.ended(plan.job.id, .failed, found.failure))
      return found
    }
    let fresh = try await BatchPlanner(desk: desk, overwrite: options.overwrite).plan(plan.job, found)
    if fresh.state == .done {
      observe(.ended(plan.job.id, .done, nil))
      return fresh.record
    }
    guard options.isDue(fresh) else { return nil }
    let record = try record(of: fresh)
    try await desk.ledger.save(record)
    return try await run(fresh, record)
  }

  private func run(_ plan: JobPlan, _ begun: JobRecord) async throws -> JobRecord {
    var record = begun
    observe(.began(plan.job.id))
    do {
      try await carryOut(plan, &record)
    } catch let error as CancellationError {
      record.state = .stopped
      record.failure = nil
      try await settle(&record)
      throw error
    } catch {
      guard let reported = error as? any ReportedError ?? WorkflowError.files(plan.job, error) else { throw error }
      record.state = reported.report.isPassing ? .stopped : .failed
      record.failure = reported.report
      if let task = reported.report.details["task"]?.text { record.tasks.append(task) }
    }
    try await settle(&record)
    observe(.ended(plan.job.id, record.state, record.failure))
    return record
  }

  /// The record of a job that is about to be begun.
  private func record(of plan: JobPlan) throws -> JobRecord {
    let edition = options.edition(of: plan)
    let identity = plan.way?.identity ?? ""
    // What was made of another job, or an earlier time, is ours to replace, and nothing else.
    let isSame = plan.record?.identity == identity && plan.record?.edition == edition
    let result = isSame ? plan.record?.result : plan.record?.result.map { JobResult(claims: $0.claims) }
    return JobRecord(
      batch: desk.batch, id: plan.job.id, identity: identity, edition: edition, state: .running,
      startedAt: Date(), changedAt: Date(), tasks: plan.isMade ? plan.record?.tasks ?? [] : [], failure: nil,
      result: result, place: try desk.ledger.namedPlace())
  }

  /// Writes down how the job ended, also of a run that is being cancelled.
  private func settle(_ record: inout JobRecord) async throws {
    record.changedAt = Date()
    let ended = record
    try await Task { try await desk.ledger.settle(ended) }.value
  }

  private func carryOut(_ plan: JobPlan, _ record: inout JobRecord) async throws {
    let job = plan.job
    if let failure = plan.failure, plan.way == nil { throw WorkflowError(failure) }
    guard let way = plan.way else { return }
    var generator = try desk.generator(for: job) { [observe] in observe(.note(job.id, $0)) }
    generator.buysUnknown = options.buysUnknown
    let progress: ProgressHandler = { [observe] in observe(.progress(job.id, $0)) }
    if try await !isMade(plan) {
      try await JobMaker(desk: desk, job: job, overwrite: options.overwrite, progress: progress)
        .make(way, generator, &record)
    }
    // What a check says no to is looked at before others see it.
    guard record.state != .failed, !desk.undelivered(record.result?.outputs ?? [], of: job).isEmpty else { return }
    record.state = .running
    try await desk.ledger.save(record)
    try await RemoteDelivery(desk: desk, progress: progress).deliver(job, &record)
    record.state = .done
  }

  /// Whether everything is made and delivered here already, so that only the way to elsewhere is left.
  private func isMade(_ plan: JobPlan) async throws -> Bool {
    guard plan.isMade, !options.noReuse else { return false }
    for output in plan.record?.result?.outputs ?? [] {
      guard try await FileHash.sha256(of: URL(fileURLWithPath: output.path)) == output.sha256 else { return false }
    }
    return true
  }
}

extension FailureReport {
  /// Whether the same job may succeed when it is simply run again.
  var isPassing: Bool {
    // The files are made and here: going on delivers them elsewhere, whatever was in the way.
    if code.hasPrefix("storage.") { return true }
    switch kind {
    case .stopped, .unavailable, .cannotWrite, .key, .interrupted: return true
    case .usage, .badInput, .missingInput, .internalFault, .refused, .configuration: return false
    }
  }
}

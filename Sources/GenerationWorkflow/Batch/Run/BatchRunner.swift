import Foundation
public import MediaBasics
import ModelCatalog

/// Carries a batch out: many jobs at the same time, each on its own way through network and media work.
public struct BatchRunner: Sendable {
  private let desk: BatchDesk
  private let options: BatchOptions
  private let observe: BatchObserver

  /// A runner.
  public init(_ desk: BatchDesk, options: BatchOptions = BatchOptions(), observe: @escaping BatchObserver = { _ in })
  {
    self.desk = desk
    self.options = options
    self.observe = observe
  }

  /// How a run ended.
  public struct Outcome: Sendable {
    /// The jobs that were taken, by their state afterwards.
    public let states: [String: JobState]
    /// What ended the run before all jobs were tried, or keeps some from being done; `nil` where all are done.
    public let failure: FailureReport?
  }

  /// Plans and runs the chosen jobs; those that are done already are passed over.
  ///
  /// The same call made again after any interruption goes on where it stood and buys nothing twice. Another process may
  /// work on the same batch: each job is one's only.
  /// - Throws: `workflow.manifest` where a job asks for what its model doesn't take; `CancellationError`.
  public func run() async throws -> Outcome {
    let jobs = try options.selected(from: desk.manifest.jobs)
    let plans = try await BatchPlanner(desk: desk, overwrite: options.overwrite).plan(jobs)
    try refuse(plans)
    try await desk.clearWorkshops()
    let options = options.anew(plans)
    var states = Dictionary(uniqueKeysWithValues: plans.map { ($0.job.id, $0.state) })
    let due = Array(plans.filter(options.isDue).prefix(options.limit ?? .max))
    observe(.planned(jobs: plans.count, done: plans.count { $0.state == .done }))
    let queue = try JobQueue(due, of: desk)
    let width = max(1, min(options.jobs, due.count))
    let records = try await watchingMoney {
      try await Array(0..<width).concurrentMap(width: width) { _ in try await work(on: queue, options) }.flatMap(
        \.self)
    }
    for record in records { states[record.id] = record.state }
    return Outcome(states: states, failure: BatchFailure.of(records, plans: plans, states: states))
  }

  /// Does the work, and tells what is spent before, after, and now and then: a sum over all tasks, not one for each job.
  private func watchingMoney<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
    try await tellMoney()
    async let _: Void = keepTellingMoney()
    let value = try await work()
    try await tellMoney()
    return value
  }

  private func keepTellingMoney() async {
    // What keeps the ledger from being read, the work meets as well.
    while (try? await Task.sleep(for: .seconds(1))) != nil { try? await tellMoney() }
  }

  private func tellMoney() async throws {
    observe(.spent(try await desk.ledger.spent(from: desk.batch)))
  }

  /// What a worker does: job after job; one that another process has is left until the end.
  private func work(on queue: JobQueue, _ options: BatchOptions) async throws -> [JobRecord] {
    let runner = JobRunner(desk: desk, options: options, observe: observe)
    var records: [JobRecord] = []
    while let (plan, lock) = try await queue.next() {
      do {
        if var record = try await runner.run(plan) {
          // What it made stands in the ledger; thousands of jobs needn't be held here.
          record.result = nil
          records.append(record)
          if let failure = record.failure, Self.endsAll(failure) { await queue.close() }
        }
        await lock.release()
      } catch {
        await lock.release()
        throw error
      }
    }
    return records
  }

  /// What no model takes is a mistake of the manifest: told for all jobs before any is begun.
  private func refuse(_ plans: [JobPlan]) throws {
    let problems = plans.compactMap { plan -> FileProblem? in
      guard plan.way == nil, let failure = plan.failure, [.usage, .configuration].contains(failure.kind) else {
        return nil
      }
      return FileProblem(
        file: plan.job.place.file, line: plan.job.place.line, path: "job '\(plan.job.id)'",
        message: failure.allReasons)
    }
    guard problems.isEmpty else { throw WorkflowError.manifest(problems) }
  }

  /// Whether what stopped one job stops all others too; a file in the way is in one's only.
  private static func endsAll(_ failure: FailureReport) -> Bool {
    [.key, .cannotWrite].contains(failure.kind) && failure.code != WorkflowError.foreignCode
  }
}

extension FailureReport {
  /// The message, and each of several issues.
  var allReasons: String {
    let issues = details["issues"]?.elements?.compactMap { $0["message"]?.text } ?? []
    return issues.isEmpty ? description : issues.joined(separator: " ")
  }
}

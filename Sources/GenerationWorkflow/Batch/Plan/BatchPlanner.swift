import Foundation
import GenerationClient
import MediaBasics
import MediaEngine
import ModelCatalog

/// Works out what a batch would do: nothing is sent, nothing is written.
struct BatchPlanner: Sendable {
  let desk: BatchDesk
  /// Whether files that aren't the batch's own are in nobody's way.
  var overwrite = false

  /// Plans every job, several at the same time.
  func plan(_ jobs: [ManifestJob]) async throws -> [JobPlan] {
    let (records, abandoned) = try await records()
    var seconds: [String: Decimal] = [:]
    for model in Dictionary(jobs.map { ($0.model.id, $0.model) }, uniquingKeysWith: { $1 }).values {
      guard let scope = desk.generators[model.provider]?.provider.scope else { continue }
      seconds[model.id] = try await desk.ledger.dearestSecond(of: model.id, scope: scope)
    }
    let known = seconds
    return try await jobs.concurrentMap(width: 4) { job in
      var plan = try await plan(job, records[job.id], second: known[job.model.id])
      if plan.state == .running, abandoned.contains(job.id) { plan.tellAbandoned() }
      return plan
    }
  }

  /// What the ledger knows of the jobs, and which of those that were begun nobody works on.
  private func records() async throws -> (records: [String: JobRecord], abandoned: Set<String>) {
    let records = try await desk.ledger.jobs(of: desk.batch)
    let running = records.values.filter { $0.state == .running }.map { ($0.id, try? desk.lockName(of: $0.id)) }
    let held = try await desk.ledger.held(of: running.compactMap(\.1))
    let free = running.filter { !($0.1.map(held.contains) ?? true) }.map(\.0)
    guard !free.isEmpty else { return (records, []) }
    // Who let go of one in between has written down before how it ended.
    let latest = try await desk.ledger.jobs(of: desk.batch)
    return (latest, Set(free.filter { latest[$0] == records[$0] }))
  }

  /// Plans one job, given what the ledger knows of it.
  ///
  /// - Parameter second: what a second of its model's clips did cost, for a model whose price isn't listed.
  func plan(_ job: ManifestJob, _ record: JobRecord?, second: Decimal? = nil) async throws -> JobPlan {
    do {
      let recipe = try JobRecipe(job, video: desk.video(of: job, 0))
      let generator = try desk.generator(for: job)
      let (identity, inputs) = try await JobIdentity.of(
        job, recipe, output: desk.manifest.output, scope: generator.provider.scope)
      let current = record?.identity == identity ? record : nil
      let check = try await Self.check(recipe, generator, second: second)
      let state = state(current)
      let isMade = isMade(current)
      if state != .done, !isMade { try await JobDelivery(desk: desk, overwrite: overwrite).refuseForeign(for: job) }
      // Where another machine made it, this one makes it of the same clips once more, and delivers that.
      let isUndelivered = !desk.undelivered(current?.result?.outputs ?? [], of: job).isEmpty
      let isLeft = isMade && isUndelivered
      return JobPlan(
        job: job, state: state == .done && isUndelivered ? .stopped : state, isMade: isLeft,
        generations: isLeft ? 0 : check.generations * job.candidates, price: check.cost,
        warnings: job.warnings + check.warnings,
        failure: current?.failure, changed: record != nil && current == nil,
        way: (recipe, identity, inputs), record: record)
    } catch let error where !(error is CancellationError) {
      guard let reported = error as? any ReportedError else { throw error }
      return JobPlan(
        job: job, state: .failed, isMade: false, generations: 0, price: nil, warnings: [], failure: reported.report,
        changed: false,
        way: nil, record: record)
    }
  }

  /// How many of a job's generations the ledger has already; of a chain, whose clips depend on each other, none are
  /// counted.
  func reused(_ plan: JobPlan, edition: Int) async throws -> Int {
    guard !plan.isMade, case .clip? = plan.way?.recipe else { return 0 }
    let generator = ClipGenerator(try desk.generator(for: plan.job))
    var found = 0
    for number in 0..<plan.job.candidates {
      guard case .clip(let request)? = plan.way?.recipe.variant(number, edition: edition) else { continue }
      if try await generator.isKnown(request) { found += 1 }
    }
    return found
  }

  /// A job whose files are gone is to be delivered again; what another machine did is where that machine put it.
  private func state(_ record: JobRecord?) -> JobState {
    guard let record else { return .waiting }
    guard record.state == .done else { return record.state }
    return isMade(record) || desk.ledger.isElsewhere(record) ? .done : .waiting
  }

  /// Whether a job's files are here, by their sizes, and no check says no to them.
  private func isMade(_ record: JobRecord?) -> Bool {
    guard let result = record?.result, !result.outputs.isEmpty, result.checks.allSatisfy(\.ok) else { return false }
    return result.outputs.allSatisfy { (try? InputFile.check(URL(fileURLWithPath: $0.path))) == $0.bytes }
  }

  private struct Check {
    var generations: Int
    var cost: Cost?
    var warnings: [String]
  }

  private static func check(_ recipe: JobRecipe, _ generator: Generator, second: Decimal?) async throws -> Check {
    switch recipe {
    case .clip(let request):
      let (asked, issues) = try await ClipGenerator(generator).plan(request)
      return Check(
        generations: 1,
        cost: try await Pricing.known(for: asked, of: request.model, dearestSecond: second),
        warnings: issues.map(\.message))
    case .chain(let request):
      let plan = try await Extender(generator).plan(request)
      return Check(
        generations: plan.generations,
        cost: plan.cost(dearestSecond: second),
        warnings: plan.warnings.map(\.message))
    }
  }
}

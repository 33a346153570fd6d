import Foundation
import GenerationClient
public import MediaBasics
public import ModelCatalog

/// What a batch would do: the JSON document of `batch plan`.
public struct BatchPlan: Sendable, Encodable {
  /// What would become of one job.
  public struct Job: Sendable, Encodable {
    /// The job's id.
    public let id: String
    /// Where it stands in the manifest.
    public let line: Int?
    /// The model's id.
    public let model: String
    /// How far it is already.
    public let state: JobState
    /// Whether it was done before, in another form.
    public let changed: Bool
    /// Whether it is made, and only the way to where it goes besides is left.
    public let isMade: Bool
    /// Generations that it takes.
    public let generations: Int
    /// Of these, those that the ledger has already, bought or under way; a chain's clips aren't among them.
    public let reused: Int
    /// What the others are expected to cost; `nil` where the price isn't known.
    public let expectedCost: Cost?
    /// The files that it delivers, as far as their names can be known before.
    public let outputs: [String]
    /// What is worth a word.
    public let warnings: [String]
    /// Why it can't be carried out, or failed when it was.
    public let failure: FailureReport?
    /// Whether it can't be carried out as it stands.
    public let isWrong: Bool
    /// Whether a run with the same options takes it.
    public let isDue: Bool
  }

  /// The batch's name.
  public let batch: String
  /// Whether the simulator would make the clips.
  public let simulated: Bool
  /// The jobs, in the manifest's order.
  public let jobs: [Job]
  /// How many jobs are at each state.
  public let states: [String: Int]
  /// Generations of the jobs that a run takes.
  public let generations: Int
  /// Of these, those that the ledger has already.
  public let reused: Int
  /// Distinct local files that would be uploaded as they are or prepared, at most.
  public let inputs: Int
  /// What jobs that aren't done are expected to cost, as far as prices are known.
  public let expectedCost: Cost
  /// Jobs whose price isn't known.
  public let unpriced: Int
  /// Seconds until all are generated, by what each model's tasks took so far; `nil` where that isn't known of each.
  public let expectedSeconds: Double?
  /// What the batch has spent so far.
  public let spent: Cost

  /// Jobs that can't be carried out as they stand.
  public var wrong: [Job] { jobs.filter(\.isWrong) }

  /// What is worth a word about any job, each once.
  public var warnings: [String] { jobs.flatMap(\.warnings).distinct }

  /// Plans a batch's chosen jobs; nothing is sent.
  ///
  /// - Parameter inFlight: how many tasks the service makes at once.
  /// - Throws: `workflow.no-job`; what keeps the ledger from being read.
  public static func make(_ desk: BatchDesk, options: BatchOptions, inFlight: Int) async throws -> BatchPlan {
    let planner = BatchPlanner(desk: desk, overwrite: options.overwrite)
    var plans = try await planner.plan(try options.selected(from: desk.manifest.jobs))
    let options = options.anew(plans)
    let chosen = plans.indices.filter { options.isDue(plans[$0]) }.prefix(options.limit ?? .max)
    let indices = chosen.filter { plans[$0].way != nil }
    let reused = try await indices.map { plans[$0] }.concurrentMap(width: 4) { plan in
      try await planner.reused(plan, edition: options.edition(of: plan))
    }
    for (index, count) in zip(indices, reused) { plans[index].reused = count }
    let due = indices.map { plans[$0] }
    let ids = Set(due.map(\.job.id))
    let costs = due.compactMap(\.cost)
    return BatchPlan(
      batch: desk.manifest.name, simulated: desk.simulated,
      jobs: plans.map { Job($0, desk, isDue: ids.contains($0.job.id)) },
      states: Dictionary(plans.map { ($0.state.rawValue, 1) }, uniquingKeysWith: +),
      generations: due.map(\.generations).reduce(0, +), reused: reused.reduce(0, +),
      inputs: Set(due.flatMap { $0.way?.recipe.files ?? [] }.map(\.standardizedFileURL)).count,
      expectedCost: costs.reduce(.zero, +), unpriced: due.count - costs.count,
      expectedSeconds: try await seconds(due, desk, lanes: max(1, min(options.jobs, inFlight))),
      spent: try await desk.ledger.spent(from: desk.batch))
  }

  /// A chain's clips come one after the other, jobs side by side in so many lanes.
  private static func seconds(_ due: [JobPlan], _ desk: BatchDesk, lanes: Int) async throws -> Double? {
    var usual: [String: Double] = [:]
    for model in Dictionary(due.map { ($0.job.model.id, $0.job.model) }, uniquingKeysWith: { $1 }).values {
      guard let scope = desk.generators[model.provider]?.provider.scope,
        let seconds = try await desk.ledger.usualSeconds(of: model.id, scope: scope)
      else { return nil }
      usual[model.id] = seconds
    }
    let times = due.map { Double($0.generations - $0.reused) * (usual[$0.job.model.id] ?? 0) }
    return max(times.max() ?? 0, times.reduce(0, +) / Double(lanes))
  }
}

extension BatchPlan.Job {
  init(_ plan: JobPlan, _ desk: BatchDesk, isDue: Bool) {
    self.isDue = isDue
    id = plan.job.id
    line = plan.job.place.line
    model = plan.job.model.id
    state = plan.state
    changed = plan.changed
    isMade = plan.isMade
    generations = plan.generations
    reused = plan.reused
    expectedCost = plan.cost
    outputs = desk.manifest.output.paths(of: plan.job)
    warnings = plan.warnings.map { "\(plan.job.id): \($0)" }
    failure = plan.failure
    isWrong = plan.way == nil
  }
}

extension BatchPlan {
  /// The plan as people read it.
  public var text: String {
    var lines = jobs.map { job in
      var line = "\(job.id): \(job.isWrong ? "can't be done" : job.state.rawValue)"
      if job.changed { line += ", changed since it was tried" }
      if job.isMade {
        line += ", made and still to be delivered elsewhere"
      } else if job.isDue {
        line +=
          ", \(job.generations) × \(job.model)\(had(job.reused, of: job.generations)), \(job.expectedCost.map { "\($0)" } ?? "price unknown")"
      }
      if let failure = job.failure { line += ": \(failure.allReasons)" }
      return line
    }
    let done = states[JobState.done.rawValue] ?? 0
    let due = jobs.count { $0.isDue }
    let left = jobs.count { !$0.isDue && !$0.isWrong && $0.state != .done }
    lines.append(
      "\(ReportText.count(jobs.count, "job")): \(done) done, \(wrong.count) can't be done, \(due) to do\(left > 0 ? ", \(left) left" : "")"
    )
    lines.append(
      "\(ReportText.count(generations, "generation"))\(had(reused, of: generations)) from \(ReportText.count(inputs, "input")), expected: \(expected)\(expectedSeconds.map { ", \(Duration.words($0))" } ?? ""); spent so far: \(spent); nothing was sent"
    )
    return lines.joined(separator: "\n")
  }

  private var expected: String {
    guard unpriced > 0 else { return "\(expectedCost)" }
    let unknown = "\(ReportText.count(unpriced, "job")) of unknown price"
    return expectedCost == .zero ? unknown : "\(expectedCost) and \(unknown)"
  }

  private func had(_ count: Int, of all: Int) -> String {
    count == 0 ? "" : count == all ? " that the ledger has already" : " (the ledger has \(count) already)"
  }
}

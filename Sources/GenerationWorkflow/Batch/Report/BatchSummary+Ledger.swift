import Foundation
import MediaBasics
import ModelCatalog

extension BatchSummary {
  /// A batch as its ledger knows it; nothing is sent.
  public static func make(_ desk: BatchDesk) async throws -> BatchSummary {
    let plans = try await BatchPlanner(desk: desk).plan(desk.manifest.jobs)
    let bought = try await desk.ledger.tasks(from: desk.batch)
    let tasks = Dictionary(grouping: bought) { $0.job ?? "" }
    return BatchSummary(
      name: desk.manifest.name, manifest: desk.manifest.file.path, createdAt: Date(), simulated: desk.simulated,
      cost: try await desk.ledger.spent(from: desk.batch),
      setAside: bought.setAside,
      limit: desk.limit.map { Cost($0) },
      options: desk.options,
      jobs: plans.map { Job($0, tasks[$0.job.id] ?? []) })
  }

  /// How many jobs are at each state.
  public var states: [JobState: Int] {
    Dictionary(jobs.map { ($0.state, 1) }, uniquingKeysWith: +)
  }

  /// The state of the batch as people read it: what isn't done, each with its reason, then the sums.
  public var text: String {
    var lines = jobs.filter { $0.state != .done }.map { job in
      "\(job.id): \(job.state.rawValue)\(job.failure.map { " (\($0.code)): \($0.description)" } ?? "")"
    }
    let counts = JobState.allCases.compactMap { state in states[state].map { "\($0) \(state.rawValue)" } }
    let delivered = jobs.flatMap(\.outputs).count { $0.delivered != nil }
    if delivered > 0 { lines.append("\(ReportText.count(delivered, "file")) delivered elsewhere, too") }
    lines.append(
      "\(ReportText.count(jobs.count, "job")): \(counts.joined(separator: ", ")); \(money)\(simulated ? " (simulated)" : "")"
    )
    return lines.joined(separator: "\n")
  }

  /// What the jobs did cost, without what is only set aside.
  var spent: Cost { Cost(cost.amount - setAside.amount, currency: cost.currency) }

  private var money: String {
    let all = "\(spent)\(limit.map { " of \($0)" } ?? "") spent"
    return setAside.amount > 0 ? "\(all), \(setAside) set aside" : all
  }
}

extension BatchSummary.Job {
  init(_ plan: JobPlan, _ tasks: [GenerationTask]) {
    let record = plan.way.map { $0.identity == plan.record?.identity } ?? true ? plan.record : nil
    // What stands in the way of a job that was never begun here may be another ledger's: it isn't this one's failure.
    let others = plan.record == nil && plan.failure?.code == WorkflowError.foreignCode ? plan.failure : nil
    self.init(
      id: plan.job.id, state: others == nil ? plan.state : .waiting, preset: plan.job.settings.preset,
      model: plan.job.model.id,
      prompts: plan.job.settings.prompts, input: plan.way?.recipe.input?.path, prepared: record?.result?.frameImage,
      outputs: record?.result?.outputs ?? [], seams: record?.result?.seams ?? [],
      checks: record?.result?.checks ?? [], tasks: tasks.map(BatchSummary.Generation.init),
      cost: tasks.map(\.charge).reduce(.zero, +), expectedCost: plan.cost, startedAt: record?.startedAt,
      changedAt: record?.changedAt, failure: others == nil ? plan.failure : nil,
      warnings: plan.warnings + (others.map { [$0.message] } ?? []) + (record?.result?.warnings ?? []))
  }
}

extension BatchSummary.Generation {
  init(_ task: GenerationTask) {
    self.init(
      id: task.remoteID, model: task.model, label: task.label, stage: task.stage, seconds: task.seconds,
      cost: task.cost, failure: task.failure?.message, createdAt: task.createdAt, changedAt: task.changedAt)
  }
}

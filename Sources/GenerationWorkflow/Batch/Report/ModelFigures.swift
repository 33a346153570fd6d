import Foundation
import ModelCatalog

/// What one model's generations took.
struct ModelFigures: Sendable {
  let model: String
  /// Jobs that it works for.
  let jobs: Int
  /// Generations that were asked for.
  let generations: Int
  /// Those of them that failed.
  let failed: Int
  /// What they cost, as far as the service said.
  let cost: Cost
  /// The seconds of the ones that came.
  let seconds: Double
  /// The usual wait for one: the median.
  let wait: Double?

  /// The models of a batch, the dearest first.
  static func of(_ summary: BatchSummary) -> [ModelFigures] {
    Dictionary(grouping: summary.jobs, by: \.model).map { model, jobs in
      let tasks = jobs.flatMap(\.tasks)
      let come = tasks.filter { $0.stage == .fetched }
      let waits = come.map { $0.changedAt.timeIntervalSince($0.createdAt) }.sorted()
      return ModelFigures(
        model: model, jobs: jobs.count, generations: tasks.count, failed: tasks.count { $0.stage == .failed },
        cost: tasks.compactMap(\.cost).reduce(.zero, +), seconds: come.compactMap(\.seconds).reduce(0, +),
        wait: waits.isEmpty ? nil : waits[waits.count / 2])
    }.sorted { ($0.cost.amount, $1.model) > ($1.cost.amount, $0.model) }
  }
}

import Foundation
import MediaBasics
import ModelCatalog

/// What a request may cost: by the catalog, else by what the model's tasks did cost, else a ceiling.
struct Pricing {
  /// Where nobody knows a model's price, this much a second is set aside: above every price in the catalog's sources.
  static let ceilingPerSecond: Decimal = 1

  let model: ModelSpec
  /// The ledger's tasks.
  let past: [GenerationTask]

  /// The expected cost; for several results, of all of them.
  func expected(for request: GenerationRequest) -> Cost {
    if let listed = RequestChecker.expectedCost(of: request, for: model) { return listed }
    let seconds = Decimal(request.duration?.doubleValue ?? model.durations?.choices.last?.doubleValue ?? 10)
    return Cost(seconds * (dearestPerSecond ?? Self.ceilingPerSecond)) * request.results
  }

  /// The most that a second of this model ever cost.
  private var dearestPerSecond: Decimal? {
    past.compactMap { task -> Decimal? in
      guard task.model == model.id, let cost = task.cost, let seconds = task.seconds, seconds > 0,
        !task.outputs.isEmpty
      else { return nil }
      return cost.amount / Decimal(seconds) / Decimal(task.outputs.count)
    }.max()
  }
}

import Foundation
import MediaBasics
import ModelCatalog

/// What a request may cost: by the catalog, else by what the model's tasks did cost, else a ceiling.
enum Pricing {
  /// Where nobody knows a model's price, this much a second is set aside: above every price in the catalog's sources.
  static let ceilingPerSecond: Decimal = 1

  /// The expected cost; for several results, of all of them.
  ///
  /// - Parameter dearestSecond: the most that a second of the model's clips ever cost, where some did.
  static func expected(for request: GenerationRequest, of model: ModelSpec, dearestSecond: Decimal?) -> Cost {
    if let listed = RequestChecker.expectedCost(of: request, for: model) { return listed }
    let seconds = Decimal(request.duration?.doubleValue ?? model.durations?.choices.last?.doubleValue ?? 10)
    return Cost(seconds * (dearestSecond ?? ceilingPerSecond)) * request.results
  }
}

import Foundation
import MediaBasics
import ModelCatalog

/// What a request may cost: by the catalog, else by what the model's tasks did cost, else a ceiling. A clip that is as
/// long as its input is priced by the input's length.
enum Pricing {
  /// Where nobody knows a model's price, this much a second is set aside: above every price in the catalog.
  ///
  /// - Returns: dollars; more for clips that may have more pixels than 1920×1080 and its like.
  static func ceilingPerSecond(_ request: GenerationRequest) -> Decimal {
    let isLarge = request.size.map { $0.pixelCount > 2_100_000 } ?? (request.extra["resolution"] != nil)
    return isLarge ? 2 : 1
  }

  /// The expected cost; for several results, of all of them.
  ///
  /// - Parameter dearestSecond: the most that a second of the model's clips ever cost, where some did.
  /// - Throws: what ``MediaProbe`` throws.
  static func expected(
    for request: GenerationRequest, of model: ModelSpec, dearestSecond: Decimal?
  ) async throws -> Cost {
    let timed = try await timed(request, model)
    return known(for: timed, of: model, dearestSecond)
      ?? cost(of: timed, of: model, second: ceilingPerSecond(timed))
  }

  /// The same; `nil` where neither the catalog nor experience tells.
  static func known(
    for request: GenerationRequest, of model: ModelSpec, dearestSecond: Decimal?
  ) async throws -> Cost? {
    known(for: try await timed(request, model), of: model, dearestSecond)
  }

  /// What is asked for in the service's own words counts.
  private static func timed(_ request: GenerationRequest, _ model: ModelSpec) async throws -> GenerationRequest {
    try await InputLengths.timed(request.worded(for: model), for: model)
  }

  private static func known(for timed: GenerationRequest, of model: ModelSpec, _ dearestSecond: Decimal?) -> Cost? {
    RequestChecker.expectedCost(of: timed, for: model)
      ?? dearestSecond.map { cost(of: timed, of: model, second: $0) }
  }

  private static func cost(of timed: GenerationRequest, of model: ModelSpec, second: Decimal) -> Cost {
    let seconds = Decimal(timed.duration?.doubleValue ?? model.durations?.choices.last?.doubleValue ?? 10)
    return Cost(seconds * second) * max(1, timed.results)
  }
}

import Foundation
import MediaBasics
import ModelCatalog

/// What a simulated clip costs.
enum SimulatedPrice {
  /// US dollars a second, for models whose price nobody has published: a round figure that is plainly simulated.
  static let perSecond = Decimal(sign: .plus, exponent: -2, significand: 5)

  /// The price of one clip of a request, in US dollars.
  static func perClip(_ request: GenerationRequest, model: ModelSpec, shape: ClipShape) -> Decimal {
    var single = request
    single.results = 1
    single.duration = single.duration ?? Rational(shape.timeline.totalFrames).divided(by: shape.fps)
    if let cost = RequestChecker.expectedCost(of: single, for: model) { return cost.amount }
    let seconds = Rational(shape.timeline.totalFrames).divided(by: shape.fps) ?? .zero
    return perSecond * Decimal(seconds.numerator) / Decimal(seconds.denominator)
  }
}

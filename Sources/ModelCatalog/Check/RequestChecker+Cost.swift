import Foundation
import MediaBasics

extension RequestChecker {
  /// What a request will cost at most, all its results together; `nil` where the price, or what it depends on, isn't
  /// known.
  public static func expectedCost(of request: GenerationRequest, for model: ModelSpec) -> Cost? {
    let complete = model.completing(request.worded(for: model))
    guard let price = model.price, let task = model.task(for: request), let duration = complete.duration,
      duration > .zero
    else { return nil }
    let holding = price.cases?.first { $0.holds(for: complete, task) }
    guard let perSecond = holding?.perSecond ?? price.perSecond else { return nil }
    var amount = perSecond * Decimal(duration.numerator) / Decimal(duration.denominator)
    let images = request.frameImages.count + request.referenceImages.count
    amount += (price.perImage ?? 0) * Decimal(images)
    amount = max(amount, price.minimum ?? 0)
    return Cost(amount * price.unit.dollars) * max(1, complete.results)
  }
}

extension Price.Case {
  /// Whether all parts of the condition hold.
  fileprivate func holds(for request: GenerationRequest, _ task: TaskKind) -> Bool {
    if let wanted = self.task, wanted != task { return false }
    if let maxPixels {
      guard let size = request.size, size.pixelCount <= maxPixels else { return false }
    }
    if let given {
      let parts = given.split(separator: "=", maxSplits: 1).map(String.init)
      guard let name = parts.first, let value = request.extra[name] else { return false }
      let text = value.text ?? (try? value.data()).map { String(decoding: $0, as: UTF8.self) }
      guard text?.lowercased() == parts.last?.lowercased() else { return false }
    }
    return true
  }
}

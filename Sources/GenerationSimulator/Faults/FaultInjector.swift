import MediaBasics

/// Carries a plan out: counts the events of each point and draws the lots.
actor FaultInjector {
  private let rules: [FaultRule]
  private var counts: [FaultPoint: Int] = [:]
  private var lots: [SplitMix64]

  /// Lots come from `seed`: the same events meet the same faults again.
  init(_ plan: FaultPlan, seed: UInt64) {
    rules = plan.rules
    lots = plan.rules.indices.map { SplitMix64(seed: seed &+ UInt64($0) &* 0x9E37) }
  }

  /// What goes wrong with the next event at `point`; requests are events of the point `any` as well.
  func next(_ point: FaultPoint) -> FaultEffect {
    let isRequest = [.submit, .poll, .upload, .download].contains(point)
    let points: [FaultPoint] = isRequest ? [point, .any] : [point]
    for point in points { counts[point, default: 0] += 1 }
    var effect = FaultEffect.none
    for (index, rule) in rules.enumerated() where points.contains(rule.point) {
      if falls(index, rule, count: counts[rule.point] ?? 0), effect == .none { effect = rule.effect }
    }
    return effect
  }

  private func falls(_ index: Int, _ rule: FaultRule, count: Int) -> Bool {
    switch rule.trigger {
    case .always: true
    case .events(let events): events.contains(count)
    case .chance(let chance): Double(lots[index].next() >> 11) * 0x1p-53 < chance
    }
  }
}

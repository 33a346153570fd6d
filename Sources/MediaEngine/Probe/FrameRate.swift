import MediaBasics

/// A stream's frame rate, found from the times of its frames rather than from a header.
struct FrameRate: Hashable, Sendable {
  /// Frames a second: of the grid where the rate is constant, the average where it isn't.
  let fps: Rational
  /// Whether all times lie on one grid, to the container's rounding.
  let isConstant: Bool

  init(fps: Rational, isConstant: Bool) {
    self.fps = fps
    self.isConstant = isConstant
  }

  /// Measures the rate of sorted presentation times.
  ///
  /// Times are ticks of a clock that may be coarse (WEBM: milliseconds), so a step alone says little: 24000/1001 shows
  /// as 41 and 42 ms. A rate fits where every time lies within one tick of its grid. Rates that fit are tried in this
  /// order: what the header says, where it is a usual rate or the exact step; usual rates; the exact step; the
  /// simplest fraction.
  ///
  /// - Parameters:
  ///   - times: Ascending, in ticks.
  ///   - timeBase: Seconds a tick.
  ///   - lastDuration: How long the last frame is shown, in ticks, where known.
  ///   - declared: What the header says, best first.
  init(times: [Int64], timeBase: Rational, lastDuration: Int64?, declared: [Rational]) {
    let fallback = declared.first ?? Rational(25)
    guard let first = times.first, let last = times.last, last > first else {
      let single = lastDuration.flatMap { $0 > 0 ? Self.rate(step: $0, timeBase) : nil }
      fps = declared.first ?? single ?? fallback
      isConstant = true
      return
    }
    let grid = Grid(times: times, timeBase: timeBase)
    let exact = grid.evenStep.flatMap { Self.rate(step: $0, timeBase) }
    let trusted = declared.filter { Self.isUsual($0) || $0 == exact }
    let mean = Rational(Int64(times.count - 1), last - first).flatMap { $0.divided(by: timeBase) } ?? fallback
    let usual = Self.usual(near: mean)
    let candidates = trusted + usual + [exact].compactMap(\.self)
    if let fit = candidates.first(where: { grid.fits($0, tolerance: 1) }) ?? grid.simplest {
      fps = fit
      isConstant = true
    } else if let fit = (trusted + usual).first(where: { grid.fits($0, tolerance: grid.ticksPerMillisecond + 1) }) {
      // Times that were rounded to milliseconds before they came into this container.
      fps = fit
      isConstant = true
    } else {
      let step = (last - first) / Int64(times.count - 1)
      let span = last - first + (lastDuration.flatMap { $0 > 0 ? $0 : nil } ?? step)
      fps = Rational(Int64(times.count), span).flatMap { $0.divided(by: timeBase) } ?? fallback
      isConstant = false
    }
  }

  private static func rate(step: Int64, _ timeBase: Rational) -> Rational? {
    timeBase.times(Rational(Int(step)))?.reciprocal
  }

  /// Whole rates and their NTSC slow-downs by 1000/1001.
  private static func isUsual(_ rate: Rational) -> Bool {
    rate.denominator == 1 || (rate.denominator == 1001 && rate.numerator % 1000 == 0)
      || (rate.denominator == 2 && rate.numerator < 60)
  }

  private static func usual(near rate: Rational) -> [Rational] {
    let whole = max(rate.rounded, 1)
    let slowed = max((rate.doubleValue * 1.001).rounded(), 1)
    return [
      Rational(whole, 1), Rational(Int64(slowed) * 1000, 1001),
      Rational((2 * rate.doubleValue).rounded() < 1 ? 1 : Int64((2 * rate.doubleValue).rounded()), 2),
    ]
    .compactMap(\.self)
  }
}

/// Frame times, to be held against candidate rates.
private struct Grid {
  let times: [Int64]
  let timeBase: Rational

  var ticksPerMillisecond: Int64 { max(0, timeBase.denominator / (1000 * timeBase.numerator)) }

  /// The step in ticks where all steps are the same.
  var evenStep: Int64? {
    let step = times[1] - times[0]
    return zip(times.dropFirst(), times).allSatisfy { $0 - $1 == step } ? step : nil
  }

  /// Whether all times lie on the rate's grid, up to `tolerance` ticks between the earliest and the latest of them.
  func fits(_ rate: Rational, tolerance: Int64) -> Bool {
    // Residuals are kept as whole numbers: scaled by rate.numerator × timeBase.numerator.
    let scale = Int128(rate.numerator) * Int128(timeBase.numerator)
    let step = Int128(rate.denominator) * Int128(timeBase.denominator)
    var (low, high) = (Int128(0), Int128(0))
    // A clock hardly finer than the frames (AVI) isn't rounded: a step of two ticks is a frame left out.
    let tolerance = step < 3 * scale ? 0 : tolerance
    for (index, time) in times.enumerated() {
      let residual = Int128(time - times[0]) * scale - Int128(index) * step
      low = min(low, residual)
      high = max(high, residual)
      if high - low > Int128(tolerance) * scale { return false }
    }
    return true
  }

  /// The fraction with the smallest denominator among the rates that fit.
  var simplest: Rational? {
    let steps = Int64(times.count - 1)
    let span = times[times.count - 1] - times[0]
    guard span > 1, let low = Rational(steps, span + 1)?.divided(by: timeBase),
      let high = Rational(steps, span - 1)?.divided(by: timeBase)
    else { return nil }
    for denominator in Int64(1)...1001 {
      guard let upper = Rational(denominator, 1).flatMap(low.times) else { return nil }
      let numerator = (upper.numerator + upper.denominator - 1) / upper.denominator
      guard numerator > 0, let rate = Rational(numerator, denominator), rate <= high else { continue }
      if fits(rate, tolerance: 1) { return rate }
    }
    return nil
  }
}

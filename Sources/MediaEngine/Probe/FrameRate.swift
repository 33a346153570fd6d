import MediaBasics

/// A stream's frame rate, found from the times of its frames rather than from a header.
struct FrameRate: Hashable, Sendable {
  /// Frames a second: of the grid that the times lie on, the average where they lie on none.
  let fps: Rational
  /// Whether all times lie on one grid, to the container's rounding, and each of its places has a frame.
  let isConstant: Bool
  /// Places on the grid that have no frame of their own, so that the one before is shown on: where frames were left out,
  /// and where the last one lasts.
  let empty: Int

  init(fps: Rational, isConstant: Bool, empty: Int = 0) {
    self.fps = fps
    self.isConstant = isConstant
    self.empty = empty
  }

  /// How long so many frames are shown, in seconds.
  func duration(ofFrames count: Int) -> Rational { Rational(count + empty).divided(by: fps) ?? .zero }

  /// Measures the rate of sorted presentation times.
  ///
  /// Times are ticks of a clock that may be coarse (WEBM: milliseconds), so a step alone says little: 24000/1001 shows
  /// as 41 and 42 ms. A rate fits where every time lies within one tick of its grid. Rates that fit are tried in this
  /// order: what the header says, where it is a usual rate or the exact step; usual rates; the exact step; the
  /// simplest fraction. Where none fits, times may jitter, as a camera's or a screen recorder's do: by a quarter of a
  /// frame at most around a usual rate. Or a few places of a grid are empty, as where a stream was cut before all that
  /// precedes its last frame was copied.
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
      self.init(fps: declared.first ?? single ?? fallback, isConstant: true)
      return
    }
    let grid = Grid(times: times, timeBase: timeBase)
    let exact = grid.evenStep.flatMap { Self.rate(step: $0, timeBase) }
    let trusted = declared.filter { Self.isUsual($0) || $0 == exact }
    let mean = Rational(Int64(times.count - 1), last - first).flatMap { $0.divided(by: timeBase) } ?? fallback
    let usual = Self.usual(near: mean)
    let candidates = trusted + usual + [exact].compactMap(\.self)
    // Times may have been rounded to milliseconds before they came into this container.
    let loose = grid.ticksPerMillisecond + 1
    let regular =
      candidates.first { grid.fits($0, tolerance: 1) } ?? grid.simplest
      ?? (trusted + usual).first { grid.fits($0, tolerance: loose) }
      ?? grid.nearest(trusted) ?? grid.nearest(Array(usual.prefix(2)))
    let found = regular.map { FrameRate(fps: $0, isConstant: true) } ?? Self.gapped(grid, trusted, loose: loose)
    let held = lastDuration.flatMap { $0 > 1 ? Rational(Int($0)).times(timeBase) : nil }
    if let found, let rate = held.map({ found.holding(last: $0, count: times.count) }) ?? found {
      self = rate
    } else {
      let step = (last - first) / Int64(times.count - 1)
      let span = last - first + (lastDuration.flatMap { $0 > 0 ? $0 : nil } ?? step)
      self.init(
        fps: Rational(Int64(times.count), span).flatMap { $0.divided(by: timeBase) } ?? fallback, isConstant: false)
    }
  }

  /// The rate on whose grid all times lie where a few places are empty.
  private static func gapped(_ grid: Grid, _ trusted: [Rational], loose: Int64) -> FrameRate? {
    let exact = trusted + [rate(step: grid.shortestStep, grid.timeBase)].compactMap(\.self)
    if let rate = grid.gapped(exact, tolerance: 1) { return rate }
    // With one frame more, two, and so on, the mean comes to a usual rate.
    var tried: Set<Rational> = []
    for gaps in 1...max(grid.mostGaps, 1) {
      let rates = grid.mean(gaps: gaps).map(usual) ?? []
      let fresh = rates.filter { tried.insert($0).inserted }
      if let rate = grid.gapped(fresh, tolerance: 1) ?? grid.gapped(fresh, tolerance: loose) { return rate }
    }
    return nil
  }

  /// The rate where the last frame's own duration is taken into account: one that is more than a place too long, or half a
  /// second too short, is meant (a GIF's pause at its end, a slideshow); others are a muxer's rounding.
  ///
  /// - Returns: The rate on a grid fine enough for the duration to be a whole number of places; nil where none is.
  private func holding(last seconds: Rational, count: Int) -> FrameRate? {
    guard let places = seconds.times(fps)?.doubleValue else { return self }
    guard abs(places - 1) > min(1, Self.shortestHold * fps.doubleValue), seconds <= Self.longestHold else {
      return self
    }
    for factor in 1...Self.finestGrid {
      let last = places * Double(factor)
      guard let finer = fps.times(Rational(factor)), last.rounded() >= 1,
        abs(last - last.rounded()) <= Self.leastHold * finer.doubleValue
      else { continue }
      let total = (count - 1 + empty) * factor + Int(last.rounded())
      return FrameRate(fps: finer, isConstant: false, empty: total - count)
    }
    return nil
  }

  /// Seconds by which the last frame of a slideshow must be short to be believed.
  private static let shortestHold = 0.5
  /// Seconds beyond which a last frame's duration is damage.
  private static let longestHold = Rational(600)
  /// Seconds that don't matter at a video's end.
  private static let leastHold = 0.025
  /// Places that a slide is divided into at most.
  private static let finestGrid = 60

  private static func rate(step: Int64, _ timeBase: Rational) -> Rational? {
    timeBase.times(Rational(Int(step)))?.reciprocal
  }

  /// Whole rates and their NTSC slow-downs by 1000/1001.
  private static func isUsual(_ rate: Rational) -> Bool {
    rate.denominator == 1 || (rate.denominator == 1001 && rate.numerator % 1000 == 0)
      || (rate.denominator == 2 && rate.numerator < 60)
  }

  /// The nearest whole rate, the nearest slowed one, and the nearest half.
  private static func usual(near rate: Rational) -> [Rational] {
    // Beyond what any video has, and what the products below can hold.
    guard rate.doubleValue < 1e6 else { return [] }
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

  /// The shortest step in ticks.
  var shortestStep: Int64 { zip(times.dropFirst(), times).lazy.map { $0 - $1 }.min() ?? 1 }

  /// The first of the rates on whose grid all times lie, each in a place of its own, with few places left empty.
  func gapped(_ rates: [Rational], tolerance: Int64) -> FrameRate? {
    for rate in rates {
      guard let places = places(at: rate, tolerance: tolerance) else { continue }
      let gaps = places - times.count
      if gaps > 0, gaps <= mostGaps { return FrameRate(fps: rate, isConstant: false, empty: gaps) }
    }
    return nil
  }

  /// The mean rate if so many places were empty.
  func mean(gaps: Int) -> Rational? {
    Rational(Int64(times.count - 1 + gaps), times[times.count - 1] - times[0]).flatMap { $0.divided(by: timeBase) }
  }

  /// More empty places than these make a rate that varies.
  var mostGaps: Int { max(times.count / 50, min(Self.fewGaps, times.count / 8)) }

  /// As many B-frames as may be missing before the last frame of a stream that was cut.
  private static let fewGaps = 4

  /// How many places of a rate's grid there are from the first time to the last; nil where one lies off it.
  private func places(at rate: Rational, tolerance: Int64) -> Int? {
    let (scale, step) = units(of: rate)
    let limit = step < 3 * scale ? 0 : Int128(tolerance) * scale
    var (low, high, latest) = (Int128(0), Int128(0), Int128(-1))
    for time in times {
      let offset = Int128(time - times[0]) * scale
      let place = (offset + step / 2) / step
      low = min(low, offset - place * step)
      high = max(high, offset - place * step)
      guard place > latest, high - low <= limit else { return nil }
      latest = place
    }
    return Int(exactly: latest + 1)
  }

  /// Whether all times lie on the rate's grid, up to `tolerance` ticks between the earliest and the latest of them.
  func fits(_ rate: Rational, tolerance: Int64) -> Bool {
    let (scale, step) = units(of: rate)
    // A clock hardly finer than the frames (AVI) isn't rounded: a step of two ticks is a frame left out.
    return spread(around: rate, upTo: step < 3 * scale ? 0 : Int128(tolerance) * scale) != nil
  }

  /// The rate whose grid the times stray least from, where that is no more than a quarter of a frame.
  func nearest(_ rates: [Rational]) -> Rational? {
    let near = rates.compactMap { rate in
      let step = units(of: rate).step
      return spread(around: rate, upTo: step / 4).map { (rate, Double($0) / Double(step)) }
    }
    return near.min { $0.1 < $1.1 }?.0
  }

  /// How far the earliest and the latest time lie apart, as the rate's grid sees them; nil where that is above a limit.
  private func spread(around rate: Rational, upTo limit: Int128) -> Int128? {
    let (scale, step) = units(of: rate)
    var (low, high) = (Int128(0), Int128(0))
    for (index, time) in times.enumerated() {
      let residual = Int128(time - times[0]) * scale - Int128(index) * step
      low = min(low, residual)
      high = max(high, residual)
      if high - low > limit { return nil }
    }
    return high - low
  }

  /// Residuals are kept as whole numbers: a tick is `scale` of their units, a frame `step`.
  private func units(of rate: Rational) -> (scale: Int128, step: Int128) {
    (
      Int128(rate.numerator) * Int128(timeBase.numerator), Int128(rate.denominator) * Int128(timeBase.denominator)
    )
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

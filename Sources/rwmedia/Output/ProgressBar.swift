import MediaBasics

/// Turns progress into what is written: a line redrawn in place on a terminal, now and then a plain line elsewhere.
struct ProgressBar {
  private let live: Bool
  private var shown = false
  private var stage = ""
  private var began: ContinuousClock.Instant?
  private var written: ContinuousClock.Instant?
  private var half: Int64 = -1

  init(live: Bool) {
    self.live = live
  }

  /// The text to write for an update; `nil` where it's too soon after the last one.
  mutating func take(_ update: ProgressUpdate, at now: ContinuousClock.Instant) -> String? {
    let finished = update.total.map { update.completed >= $0 } ?? false
    if update.stage != stage || began == nil {
      (stage, began, written, half) = (update.stage, now, nil, -1)
    }
    let reached = update.total.flatMap { $0 > 0 ? update.completed * 2 / $0 : nil }
    if live {
      if let written, now - written < .milliseconds(100), !finished { return nil }
      written = now
      shown = true
      return "\r\u{1B}[K" + line(update, at: now)
    }
    if let reached {
      // A plain line at the start and at each half.
      guard reached > half else { return nil }
      half = reached
    } else if let written, now - written < .seconds(15) {
      return nil
    }
    written = now
    return line(update, at: now) + "\n"
  }

  /// What removes the live line from the terminal; `nil` where there is none.
  mutating func clear() -> String? {
    guard shown else { return nil }
    shown = false
    return "\r\u{1B}[K"
  }

  private func line(_ update: ProgressUpdate, at now: ContinuousClock.Instant) -> String {
    let elapsed = began.map { Self.seconds(now - $0) } ?? 0
    guard let total = update.total, total > 0 else {
      // Seconds without an end are the time that has passed.
      if update.unit == .seconds { return "\(update.stage), \(Self.clock(max(Double(update.completed), elapsed)))" }
      let count = update.completed > 0 ? " \(Self.amount(update.completed, update.unit))" : ""
      return "\(update.stage)\(count), \(Self.clock(elapsed))"
    }
    let fraction = min(max(Double(update.completed) / Double(total), 0), 1)
    let cells = Int(fraction * 20)
    let picture = String(repeating: "█", count: cells) + String(repeating: "░", count: 20 - cells)
    var text = live ? "\(update.stage) \(picture)" : update.stage
    text += " \(Int(fraction * 100)) %"
    if update.unit != .percent { text += " of \(Self.amount(total, update.unit))" }
    if elapsed >= 1, fraction > 0, fraction < 1 {
      text += ", \(Self.rate(Double(update.completed) / elapsed, update.unit))"
      text += ", \(Self.clock(elapsed / fraction - elapsed)) left"
    }
    return text
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }

  private static func amount(_ count: Int64, _ unit: ProgressUpdate.Unit) -> String {
    switch unit {
    case .bytes: count < 10_000_000 ? "\(count / 1000) kB" : "\(count / 1_000_000) MB"
    case .frames: "\(count) frames"
    case .files: "\(count) files"
    case .seconds: "\(count) s"
    case .percent: "\(count) %"
    }
  }

  private static func rate(_ perSecond: Double, _ unit: ProgressUpdate.Unit) -> String {
    switch unit {
    case .bytes: "\(Int(perSecond / 1000)) kB/s"
    case .frames: "\(Int(perSecond)) fps"
    case .files: "\((perSecond * 10).rounded() / 10) files/s"
    case .seconds: "\((perSecond * 10).rounded() / 10)×"
    case .percent: "\((perSecond * 10).rounded() / 10) %/s"
    }
  }
}

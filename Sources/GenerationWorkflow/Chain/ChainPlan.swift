import MediaBasics

/// Which clips to ask for so that a chain covers what is missing: pure arithmetic on frames.
struct ChainPlan: Hashable, Sendable {
  /// A duration that the model offers, with what it costs to choose it.
  struct Offer: Hashable, Sendable {
    /// The duration that is asked for.
    var duration: Rational
    /// Its price in any unit, whole so that sums compare exactly.
    var price: Int
  }

  /// The durations to ask for, longest first.
  let durations: [Rational]

  /// Hours of video: what is longer is more likely a slip.
  private static let mostClips = 1000

  /// The cheapest set of offers that covers `missing` seconds, and of equally cheap ones the one with the fewest clips.
  ///
  /// Each clip shows its predecessor's last frame once more, and that one is dropped: a clip of n frames adds n − 1, or
  /// what else the seam leaves of it.
  /// Covering at least cost with any number of each is the unbounded knapsack turned round; the table below has one
  /// entry a missing frame.
  ///
  /// - Parameters:
  ///   - frameRate: frames a second of the model's clips.
  ///   - lost: how many frames of each clip the seam takes.
  /// - Throws: `workflow.no-durations` where no offer adds a frame; `workflow.too-many-clips`.
  init(covering missing: Rational, with offers: [Offer], frameRate: Rational, lost: Int = 1) throws(WorkflowError) {
    let gains = offers.compactMap { offer -> (offer: Offer, frames: Int)? in
      guard let frames = (try? Timeline(duration: offer.duration, fps: frameRate))?.totalFrames, frames > lost
      else { return nil }
      return (offer, frames - lost)
    }
    guard !gains.isEmpty else { throw .noDurations(offers.map(\.duration)) }
    let frames = Self.framesToCover(missing, at: frameRate)
    let clips = frames / (gains.map(\.frames).max() ?? 1)
    guard clips <= Self.mostClips else { throw .tooManyClips(clips, of: missing) }
    var best: [(price: Int, clips: Int, choice: Int)] = [(0, 0, -1)]
    best.reserveCapacity(frames + 1)
    for target in 1..<(frames + 1) {
      var cheapest: (price: Int, clips: Int, choice: Int) = (.max, 0, -1)
      for (index, gain) in gains.enumerated() {
        let rest = best[max(target - gain.frames, 0)]
        let candidate = (rest.price + gain.offer.price, rest.clips + 1, index)
        if candidate.0 < cheapest.price || (candidate.0 == cheapest.price && candidate.1 < cheapest.clips) {
          cheapest = candidate
        }
      }
      best.append(cheapest)
    }
    var chosen: [Rational] = []
    var left = frames
    while left > 0 {
      let gain = gains[best[left].choice]
      chosen.append(gain.offer.duration)
      left -= gain.frames
    }
    durations = chosen.sorted(by: >)
  }

  /// How many frames at the model's rate reach at least as far as `seconds`.
  private static func framesToCover(_ seconds: Rational, at frameRate: Rational) -> Int {
    guard seconds > .zero, let exact = seconds.times(frameRate) else { return 0 }
    let whole = exact.numerator / exact.denominator
    return Int(clamping: whole * exact.denominator == exact.numerator ? whole : whole + 1)
  }
}

extension WorkflowError {
  static func tooManyClips(_ clips: Int, of missing: Rational) -> WorkflowError {
    WorkflowError(
      "too-many-clips", .usage,
      "\(missing.decimalText) s more would take at least \(clips) clips; at most 1000 are chained.",
      hint: "Lengths are in seconds. Make what is longer in parts, and join them with 'rwmedia concat'.",
      details: ["clips": .integer(Int64(clips))])
  }

  static func noDurations(_ durations: [Rational]) -> WorkflowError {
    WorkflowError(
      "no-durations", .usage,
      "None of the model's durations (\(durations.map(\.decimalText).joined(separator: ", ")) s) makes a clip to go on with.",
      hint: "Choose another model; 'rwmedia models list' shows their durations.")
  }
}

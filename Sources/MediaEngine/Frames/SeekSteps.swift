import MediaBasics

/// Where to start decoding, attempt by attempt: at the best place first, then 1, 2, 4, … seconds further back.
struct SeekSteps {
  /// Where to seek to, in ticks.
  private(set) var target: Int64
  /// Whether nothing but the file's start is left.
  private(set) var isBeforeStart = false
  private let second: Int64
  private var attempt = 0

  /// Steps from a target; from the end of the stream where none is given.
  init(timeBase: Rational, target: Int64 = .max / 4) {
    self.target = target
    second = max(1, timeBase.denominator / timeBase.numerator)
  }

  /// Goes on to the next place.
  ///
  /// - Parameters:
  ///   - anchor: Where the steps are counted from; without it only the start is left.
  ///   - start: When the stream begins.
  mutating func goBack(from anchor: Int64?, start: Int64) {
    guard let anchor, attempt < 20 else {
      isBeforeStart = true
      return
    }
    target = anchor - (second << attempt)
    attempt += 1
    if target <= start { isBeforeStart = true }
  }
}

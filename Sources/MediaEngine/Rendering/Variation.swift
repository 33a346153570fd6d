import MediaBasics

/// Numbers that follow from a seed alone.
struct Variation {
  private var bits: SplitMix64

  init(_ seed: UInt64) {
    bits = SplitMix64(seed: seed)
  }

  /// The next number, 0 up to 1.
  mutating func next() -> Double { Double(bits.next() >> 11) / Double(1 << 53) }
}

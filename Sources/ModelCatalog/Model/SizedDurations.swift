public import MediaBasics

/// Lengths that hold at some sizes only.
public struct SizedDurations: Hashable, Sendable, Codable {
  /// The sizes.
  public var sizes: [PixelSize]
  /// The lengths at these.
  public var durations: DurationRule
}

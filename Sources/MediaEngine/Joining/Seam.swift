public import MediaBasics

/// How one clip goes over into the next.
public enum Seam: Hashable, Sendable {
  /// The later clip's first frame is left out: it doubles the earlier one's last frame, which it was generated from.
  case drop
  /// Every frame stays.
  case keep
  /// The clips overlap by this many seconds, in which the later one is blended in; the whole gets shorter by as much.
  case crossfade(Rational)

  /// The longest crossfade that is taken, in seconds; clips themselves are far shorter.
  public static let longestCrossfade = Rational(3600)

  /// Reads `drop`, `keep` or `crossfade:SECONDS`, above 0 and up to ``longestCrossfade``.
  public init?(_ text: String) {
    switch text {
    case "drop": self = .drop
    case "keep": self = .keep
    default:
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "crossfade", let seconds = Rational(String(parts[1])), seconds > .zero,
        seconds <= Self.longestCrossfade
      else { return nil }
      self = .crossfade(seconds)
    }
  }

  /// Refuses a crossfade that can't be.
  ///
  /// - Throws: `media.crossfade`.
  package func check() throws(MediaError) {
    guard overlap >= .zero, overlap <= Self.longestCrossfade else { throw .crossfade(given: overlap) }
  }

  /// Frames left out at the head of a later clip.
  var droppedFrames: Int { self == .drop ? 1 : 0 }

  /// Seconds that neighbouring clips share.
  var overlap: Rational {
    if case .crossfade(let seconds) = self { return seconds }
    return .zero
  }
}

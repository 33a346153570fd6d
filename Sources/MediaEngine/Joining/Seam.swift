public import MediaBasics

/// How one clip goes over into the next.
public enum Seam: Hashable, Sendable {
  /// The later clip's first frame is left out: it doubles the earlier one's last frame, which it was generated from.
  case drop
  /// Every frame stays.
  case keep
  /// The clips overlap by this many seconds, in which the later one is blended in; the whole gets shorter by as much.
  case crossfade(Rational)

  /// Reads `drop`, `keep` or `crossfade:SECONDS`.
  public init?(_ text: String) {
    switch text {
    case "drop": self = .drop
    case "keep": self = .keep
    default:
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "crossfade", let seconds = Rational(String(parts[1])), seconds > .zero
      else {
        return nil
      }
      self = .crossfade(seconds)
    }
  }

  /// Frames left out at the head of a later clip.
  var droppedFrames: Int { self == .drop ? 1 : 0 }

  /// Seconds that neighbouring clips share.
  var overlap: Rational {
    if case .crossfade(let seconds) = self { return seconds }
    return .zero
  }
}

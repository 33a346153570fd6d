import MediaBasics
import MediaEngine

extension Seam {
  /// How many frames of a clip add nothing to the clip before it, at most: the doubled one, or those blended into its end.
  func lostFrames(at fps: Rational) -> Int {
    switch self {
    case .drop: 1
    case .keep: 0
    case .crossfade(let seconds): Int(min(max((seconds.doubleValue * fps.doubleValue).rounded(.up), 0), Self.most))
    }
  }

  // More than any clip has, and few enough to count on with.
  private static let most = 1e9
}

public import MediaBasics

/// A frame of a video, named by its place in presented order or by a time.
public enum FrameRequest: Hashable, Sendable {
  /// The first frame that is presented.
  case first
  /// The last frame that is presented.
  case last
  /// A frame counted from 0.
  case index(Int)
  /// The frame that is on screen so many seconds after the first one appeared: the last one whose time isn't later.
  case seconds(Rational)

  /// Its number, where that doesn't depend on the video.
  var knownIndex: Int? {
    switch self {
    case .first: 0
    case .index(let index): index
    case .last, .seconds: nil
    }
  }

  /// Whether it can be found without knowing all frames.
  var isEnd: Bool { self == .first || self == .last }
}

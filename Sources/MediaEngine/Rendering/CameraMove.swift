import MediaBasics

/// A slow, even push towards one point of a still picture: the identity at frame 0, by fractions of a pixel after.
///
/// Poses are drawn at most four pixels apart (at the corner that moves most) and blended between: nearly as smooth as
/// drawing each frame, at a fraction of the time.
struct CameraMove {
  /// Frames from one drawn pose to the next.
  private let poseInterval: Int
  private let size: PixelSize
  /// How much of the picture's sides the push takes off in a frame.
  private let shrink: Double
  /// Where the push goes, each 0…1.
  private let focus: (x: Double, y: Double)

  /// Pixels of the longer side that a frame's push takes off: enough that no two encoded frames are the same.
  private static let step = 0.5
  private static let furthestPoses = 4.0

  init(size: PixelSize, frames: Int, variation: Variation) {
    var variation = variation
    self.size = size
    // Right of the mark and above it, so that what lies under the mark moves outwards.
    focus = (x: 0.4 + 0.45 * variation.next(), y: 0.15 + 0.5 * variation.next())
    // A long clip slows down so that it doesn't end inside a single detail.
    let share = min(Self.step * Double(frames) / Double(max(size.width, size.height)), 0.4)
    shrink = share / Double(max(frames - 1, 1))
    let furthest = max(Double(size.width), Double(size.height)) * shrink * 0.85
    poseInterval = max(1, min(Int(Self.furthestPoses / max(furthest, 0.001)), 24))
  }

  /// The filters, for an input of one picture a pose.
  func filters(fps: Rational) -> String {
    let share = shrink * Double(poseInterval)
    // Whole pixels of the full-chroma picture; by these scalers the first pose comes out as it went in.
    let poses =
      "scale=flags=neighbor,format=yuv444p,zoompan=d=1:fps=\(fps):s=\(size):z='1/(1-on*\(share))'"
      + ":x='(iw-iw/zoom)*\(focus.x)+0.5':y='(ih-ih/zoom)*\(focus.y)+0.5',scale=flags=area,format=yuv420p"
    guard poseInterval > 1 else { return poses }
    return poses + ",settb=\(fps.reciprocal ?? Rational(1)),setpts=N*\(poseInterval)"
      + ",framerate=fps=\(fps):interp_start=0:interp_end=255:scene=100"
  }
}

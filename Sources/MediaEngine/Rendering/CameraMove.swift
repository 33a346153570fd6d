import MediaBasics

/// A slow, even push towards one point of a still picture: the identity at frame 0, by fractions of a pixel after.
///
/// Poses are drawn by `perspective` at most four pixels apart (at the corner that moves most) and blended between: nearly as
/// smooth as drawing each frame, at a fraction of the time, most of which goes into them.
struct CameraMove {
  /// Frames from one drawn pose to the next.
  let poseInterval: Int
  private let size: PixelSize
  /// How much of the picture's sides the push takes off in a frame.
  private let shrink: Double
  /// Where the push goes, each 0…1.
  private let focus: (x: Double, y: Double)

  /// The share of a side that a second's push takes off.
  private static let speed = 0.012
  private static let furthestPoses = 4.0

  init(size: PixelSize, fps: Rational, frames: Int, variation: Variation) {
    var variation = variation
    self.size = size
    // Right of the mark and above it, so that what lies under the mark moves outwards.
    focus = (x: 0.4 + 0.45 * variation.next(), y: 0.15 + 0.5 * variation.next())
    // A long clip slows down so that it doesn't end inside a single detail.
    let share = min(Self.speed * Double(frames) / fps.doubleValue, 0.4)
    shrink = share / Double(max(frames - 1, 1))
    let furthest = max(Double(size.width), Double(size.height)) * shrink * 0.85
    poseInterval = max(1, min(Int(Self.furthestPoses / max(furthest, 0.001)), 24))
  }

  /// The filters, for an input of one picture a pose.
  func filters(fps: Rational) -> String {
    // Each corner moves by its distance from the focus; "on" counts poses from 1.
    let step = shrink * Double(poseInterval)
    let (left, right) = (step * focus.x * Double(size.width), step * (1 - focus.x) * Double(size.width))
    let (top, bottom) = (step * focus.y * Double(size.height), step * (1 - focus.y) * Double(size.height))
    let corners = [
      "x0='(on-1)*\(left)':y0='(on-1)*\(top)'", "x1='W-(on-1)*\(right)':y1='(on-1)*\(top)'",
      "x2='(on-1)*\(left)':y2='H-(on-1)*\(bottom)'", "x3='W-(on-1)*\(right)':y3='H-(on-1)*\(bottom)'",
    ]
    let poses = "perspective=interpolation=linear:eval=frame:sense=source:" + corners.joined(separator: ":")
    guard poseInterval > 1 else { return poses }
    return poses + ",framerate=fps=\(fps):interp_start=0:interp_end=255:scene=100"
  }
}

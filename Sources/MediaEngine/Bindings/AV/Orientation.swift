import CFFmpeg

/// How a player turns each decoded picture before it is shown.
struct Orientation: Hashable, Sendable {
  /// Clockwise quarter turns, 0…3, done after the mirroring.
  let quarterTurns: Int
  /// Whether left and right are exchanged first.
  let mirrored: Bool

  static let upright = Orientation(quarterTurns: 0, mirrored: false)

  /// Whether width and height are exchanged.
  var isTransposed: Bool { quarterTurns % 2 == 1 }

  init(quarterTurns: Int, mirrored: Bool) {
    self.quarterTurns = quarterTurns
    self.mirrored = mirrored
  }

  /// Reads a 3 × 3 display matrix (libavutil/display.h: p' = a·p + c·q, q' = b·p + d·q, stored a b u c d v x y w),
  /// rounded to quarter turns; a degenerate one is upright.
  init(displayMatrix matrix: UnsafePointer<Int32>) {
    let (a, b, c, d) = (matrix[0], matrix[1], matrix[3], matrix[4])
    if a.magnitude >= c.magnitude {
      mirrored = (a < 0) != (d < 0)
      quarterTurns = d < 0 ? 2 : 0
    } else {
      mirrored = (c < 0) == (b < 0)
      quarterTurns = c < 0 ? 1 : 3
    }
  }

  /// The filters that do it, for libavfilter; nil where there is nothing to do.
  var filter: String? {
    let turn =
      switch quarterTurns {
      case 1: "transpose=clock"
      case 2: "hflip,vflip"
      case 3: "transpose=cclock"
      default: ""
      }
    let steps = [mirrored ? "hflip" : "", turn].filter { !$0.isEmpty }
    return steps.isEmpty ? nil : steps.joined(separator: ",")
  }
}

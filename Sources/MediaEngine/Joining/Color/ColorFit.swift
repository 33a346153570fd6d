import Foundation

/// Finds the ``ColorTransform`` that brings one picture's colours to another's, from corresponding cells: least squares
/// that believe cells less the worse they fit, so that what moved between the pictures doesn't count.
struct ColorFit {
  /// What brings `colors` to `wanted`, within the limit.
  let transform: ColorTransform
  /// The mean distance of the cells in levels, as they were and as the transform leaves them.
  let before: Double
  let after: Double
  /// Whether the pictures differ by more than the limit lets the transform mend.
  let isLimited: Bool
  /// Whether the transform is worth applying, where nothing moved between the pictures.
  let helps: Bool

  /// The most levels that any colour is moved by: what differs by more isn't the same picture in other colours.
  static let furthest = 48.0
  /// Draws towards no change where a picture has too few colours to tell: a variance in levels².
  private static let stiffness = 16.0
  /// Less than this, on average, is coding noise.
  private static let leastDifference = 0.5
  /// The part of the difference that must go for a transform to be worth applying.
  private static let leastGain = 0.25

  init(_ colors: [YCbCr], to wanted: [YCbCr]) {
    var weights = [Double](repeating: 1, count: colors.count)
    var transform = ColorTransform.identity
    for _ in 0..<8 {
      transform = Self.solve(colors, wanted, weights)
      let residuals = zip(colors, wanted).map { Self.length(transform($0) - $1) }
      let scale = max(1, 2 * (residuals.sorted().dropFirst(residuals.count / 2).first ?? 0))
      weights = residuals.map { 1 / (1 + ($0 / scale) * ($0 / scale)) }
    }
    let reach = transform.reach(over: ColorTransform.corners + colors)
    isLimited = reach > Self.furthest
    if isLimited { transform = transform.scaled(by: Self.furthest / reach) }
    self.transform = transform
    let mended = colors.map { transform($0) }
    let even = [Double](repeating: 1, count: colors.count)
    before = Self.distance(colors, wanted, even)
    after = Self.distance(mended, wanted, even)
    let (still, moved) = (Self.distance(colors, wanted, weights), Self.distance(mended, wanted, weights))
    helps = still >= Self.leastDifference && still - moved >= Self.leastGain * still
  }

  private static func length(_ color: YCbCr) -> Double { (color * color).sum().squareRoot() }

  private static func distance(_ one: [YCbCr], _ other: [YCbCr], _ weights: [Double]) -> Double {
    let sum = one.indices.reduce(0) { $0 + weights[$1] * length(one[$1] - other[$1]) }
    return sum / max(weights.reduce(0, +), 1e-9)
  }

  private static func solve(_ colors: [YCbCr], _ wanted: [YCbCr], _ weights: [Double]) -> ColorTransform {
    let total = max(weights.reduce(0, +), 1e-9)
    let mean = zip(colors, weights).reduce(.zero) { $0 + $1.1 * $1.0 } / total
    let wantedMean = zip(wanted, weights).reduce(.zero) { $0 + $1.1 * $1.0 } / total
    // Covariances of the colours with themselves, and with each wanted channel.
    var own: [YCbCr] = [[stiffness, 0, 0], [0, stiffness, 0], [0, 0, stiffness]]
    var shared = own
    for index in colors.indices {
      let (color, goal, weight) = (colors[index] - mean, wanted[index] - wantedMean, weights[index] / total)
      for channel in 0..<3 {
        own[channel] += weight * color[channel] * color
        shared[channel] += weight * goal[channel] * color
      }
    }
    let rows = shared.map { solve(own, $0) }
    let moved = YCbCr((rows[0] * mean).sum(), (rows[1] * mean).sum(), (rows[2] * mean).sum())
    return ColorTransform(rows: rows, offset: wantedMean - moved)
  }

  /// Cramer's rule; the matrix is symmetric, and its stiffness keeps it from being singular.
  private static func solve(_ matrix: [YCbCr], _ right: YCbCr) -> YCbCr {
    let whole = determinant(matrix[0], matrix[1], matrix[2])
    return YCbCr(
      determinant(right, matrix[1], matrix[2]), determinant(matrix[0], right, matrix[2]),
      determinant(matrix[0], matrix[1], right)) / whole
  }

  private static func determinant(_ one: YCbCr, _ two: YCbCr, _ three: YCbCr) -> Double {
    one.x * (two.y * three.z - two.z * three.y) - one.y * (two.x * three.z - two.z * three.x)
      + one.z * (two.x * three.y - two.y * three.x)
  }
}

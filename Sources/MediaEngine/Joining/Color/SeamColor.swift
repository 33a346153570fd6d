/// How a clip's colours differ from those of the clip before it, and what was done about it.
///
/// The correction is a map of Y'CbCr by BT.709: Y' in levels of 255 above black (16), Cb and Cr from neutral (128).
public struct SeamColor: Codable, Hashable, Sendable {
  /// Whether the later clip was corrected, from its first frame to its last.
  public var applied: Bool
  /// The factors of Y', Cb and Cr; 1 for no change.
  public var gain: [Double]
  /// Levels added to Y', Cb and Cr.
  public var offset: [Double]
  /// All factors: row i says how much of Y', Cb and Cr channel i of the result takes; ``gain`` is its diagonal.
  public var matrix: [[Double]]
  /// How far the two frames at the seam lie apart, in levels on average, before the correction.
  public var differenceBefore: Double
  /// The same after it.
  public var differenceAfter: Double

  init(_ fit: ColorFit, applied: Bool) {
    func rounded(_ color: YCbCr) -> [Double] { [color.x, color.y, color.z].map { ($0 * 1e4).rounded() / 1e4 } }
    let transform = applied ? fit.transform : .identity
    self.applied = applied
    matrix = transform.rows.map(rounded)
    gain = matrix.enumerated().map { $1[$0] }
    offset = rounded(transform.offset)
    differenceBefore = (fit.before * 1e3).rounded() / 1e3
    differenceAfter = applied ? (fit.after * 1e3).rounded() / 1e3 : differenceBefore
  }
}

/// One side of a picture that its decoder brought down by a whole factor and rounded up: 768 rows for 767.5.
///
/// Scaling the 768 would stretch the picture by half a row. libvips (8.14, reduceh and reducev), told the right factor,
/// sets the result into the middle of what it has, and so shifts it by a quarter of a row. The picture is therefore
/// lengthened at its end until the factor goes into it as nearly whole as can be; what comes out beyond the target is
/// cut off.
struct HalvedLength {
  /// Pixels that the decoder gave.
  let decoded: Int
  /// How many of them are picture.
  let extent: Double
  /// Pixels that are wanted; fewer than there are.
  let target: Int

  /// How many pixels of the decoded picture make one of the result.
  var shrink: Double { extent / Double(target) }

  /// The length that the decoded picture is brought to before it is scaled.
  var padded: Int {
    guard extent != Double(decoded) else { return decoded }
    let lengths = (0..<Self.most).map { shrink * Double(target + $0) }.filter { $0.rounded() >= Double(decoded) }
    let best = lengths.min { abs($0 - $0.rounded()) < abs($1 - $1.rounded()) }
    return best.map { Int($0.rounded()) } ?? decoded
  }

  /// The most pixels of the result that are made to be cut off.
  private static let most = 24
}

/// A white point and three primaries as CIE 1931 xy.
struct Chromaticities: Equatable {
  var white: SIMD2<Double>
  var red: SIMD2<Double>
  var green: SIMD2<Double>
  var blue: SIMD2<Double>

  /// sRGB's, which are BT.709's.
  static let standardRGB = Chromaticities(
    white: [0.3127, 0.3290], red: [0.64, 0.33], green: [0.30, 0.60], blue: [0.15, 0.06])

  func isNear(_ other: Chromaticities) -> Bool {
    zip([white, red, green, blue], [other.white, other.red, other.green, other.blue])
      .allSatisfy { one, other in abs(one.x - other.x) < 0.003 && abs(one.y - other.y) < 0.003 }
  }

  /// The XYZ of the three primaries at full strength, seen under D50 as ICC profiles want them: the white's
  /// coordinates decide the primaries' shares, then Bradford adapts. `nil` for impossible chromaticities.
  var primariesUnderD50: Matrix3? {
    guard let red = Self.xyz(red), let green = Self.xyz(green), let blue = Self.xyz(blue),
      let white = Self.xyz(white),
      let shares = Matrix3(red, green, blue).inverse.map({ $0 * white }), let bradfordInverse = Self.bradford.inverse
    else { return nil }
    let gains = (Self.bradford * Self.d50) / (Self.bradford * white)
    return bradfordInverse * (.diagonal(gains) * Self.bradford) * (Matrix3(red, green, blue) * .diagonal(shares))
  }

  /// XYZ at Y = 1.
  private static func xyz(_ point: SIMD2<Double>) -> SIMD3<Double>? {
    guard point.y > 0.0001 else { return nil }
    return [point.x / point.y, 1, (1 - point.x - point.y) / point.y]
  }

  /// The profile connection space's white (ICC.1:2022, 7.2.16).
  static let d50: SIMD3<Double> = [0.9642, 1, 0.8249]
  /// Cone responses of the Bradford transform (ICC.1:2022, annex E).
  private static let bradford = Matrix3(
    [0.8951, -0.7502, 0.0389], [0.2664, 1.7135, -0.0685], [-0.1614, 0.0367, 1.0296])
}

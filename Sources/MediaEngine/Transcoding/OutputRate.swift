import MediaBasics

/// Frame rates that are read and written.
enum OutputRate {
  /// One frame a minute up to a thousand a second: beyond, times are damaged or a figure is a slip.
  static let range = (Rational(60).reciprocal ?? .zero)...Rational(1000)

  /// The asked rate, or else the input's.
  ///
  /// - Throws: `media.rate` for an asked one, `media.clip-rate` for an input's own, that is out of range.
  static func choose(_ asked: Rational?, of file: String, _ own: Rational) throws(MediaError) -> Rational {
    guard range.contains(own) else { throw MediaError.clipRate(file, given: own) }
    return try check(asked ?? own)
  }

  /// An asked rate.
  @discardableResult
  static func check(_ asked: Rational) throws(MediaError) -> Rational {
    guard range.contains(asked) else { throw MediaError.noRate(given: asked) }
    return asked
  }
}

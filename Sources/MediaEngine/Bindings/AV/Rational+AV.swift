import CFFmpeg
import MediaBasics

extension Rational {
  /// A libav fraction; `nil` where its denominator is 0.
  init?(_ fraction: AVRational) {
    self.init(Int64(fraction.num), Int64(fraction.den))
  }

  /// A libav fraction that means something only above 0; 0/1 is libav's "unknown".
  init?(positive fraction: AVRational) {
    guard fraction.num > 0, fraction.den > 0 else { return nil }
    self.init(fraction)
  }

  /// A sample aspect ratio, which both the coded picture and the container may tell: the picture's where it says that
  /// samples aren't square, else the container's, which is where a remux changes it.
  init?(coded: AVRational, container: AVRational) {
    let own = Rational(positive: coded)
    guard let ratio = own == Rational(1) ? Rational(positive: container) ?? own : own ?? Rational(positive: container)
    else { return nil }
    self = ratio
  }

  /// The fraction for libav; the nearest one that fits where the numbers go beyond 32 bits.
  var av: AVRational {
    var (upper, lower) = (Int32(0), Int32(1))
    av_reduce(&upper, &lower, numerator, denominator, Int64(Int32.max))
    return AVRational(num: upper, den: lower)
  }
}

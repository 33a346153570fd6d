import Foundation

/// What a quality of 20…99 means to each encoder, as its constant rate factor (CRF); lower is better.
///
/// A straight line between two ends, chosen by codec so that the same quality looks about the same. The bit rate and
/// the structural similarity (SSIM) are what 2 s of a zoom into the Mandelbrot set under faint noise gave at 1280x720
/// and 24 frames a second; a product shot takes a fraction of the bits.
///
/// | quality | H.264 (0…51) | HEVC (0…51) | VP9 (0…63) | AV1 (0…63) | H.264 kb/s | H.264 SSIM |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | 20 | 40.0 | 42.0 | 58 | 60 | 303 | 0.939 |
/// | 30 | 36.5 | 38.5 | 53 | 55 | 330 | 0.952 |
/// | 40 | 32.9 | 34.9 | 47 | 49 | 490 | 0.964 |
/// | 50 | 29.4 | 31.4 | 42 | 44 | 937 | 0.973 |
/// | 60 | 25.8 | 27.8 | 37 | 39 | 1703 | 0.980 |
/// | 70 | 22.3 | 24.3 | 31 | 33 | 2799 | 0.984 |
/// | 80 | 18.7 | 20.7 | 26 | 28 | 4228 | 0.987 |
/// | 90 | 15.2 | 17.2 | 21 | 23 | 7221 | 0.988 |
/// | 95 | 13.4 | 15.4 | 18 | 20 | 13032 | 0.990 |
/// | 99 | 12.0 | 14.0 | 16 | 18 | 19143 | 0.991 |
struct QualityTable {
  /// The qualities that can be asked for.
  static let range = TranscodeOptions.qualities

  private let worst: Double
  private let best: Double
  private let takesFractions: Bool

  init(for codec: VideoCodec) {
    (worst, best, takesFractions) =
      switch codec {
      case .h264: (40, 12, true)
      case .hevc: (42, 14, true)
      case .vp9: (58, 16, false)
      case .av1: (60, 18, false)
      }
  }

  /// The encoder's `crf` option for a quality.
  ///
  /// - Throws: `media.quality` for one outside ``range``.
  func crf(quality: Int) throws(MediaError) -> String {
    guard Self.range.contains(quality) else { throw MediaError.quality(given: quality) }
    let share = Double(quality - Self.range.lowerBound) / Double(Self.range.count - 1)
    let factor = worst + (best - worst) * share
    return takesFractions ? "\((factor * 10).rounded() / 10)" : "\(Int(factor.rounded()))"
  }
}

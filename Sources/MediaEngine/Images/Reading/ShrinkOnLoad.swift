import MediaBasics

/// How much smaller a decoder may make a picture on its own, so that what comes after has less to do.
enum ShrinkOnLoad {
  /// The scale at which a picture of `stored` pixels is decoded when it's to become `target` (both not yet upright).
  ///
  /// JPEG: halving inside the inverse DCT drops the upper half of the frequencies, most of which the resize to come
  /// would drop anyway; so the largest power of two that leaves it enough to do.
  /// WEBP: its own scaler is a box filter, so twice the target is left to ours. SVG and PDF: drawn at the target.
  static func scale(_ kind: ImageKind, from stored: (width: Int, height: Int), to target: PixelSize) -> Double {
    let across = Double(stored.width) / Double(target.width)
    let down = Double(stored.height) / Double(target.height)
    let shrink = min(across, down)
    switch kind {
    case .jpeg: return 1 / ([8.0, 4, 2].first { shrink >= $0 * leastRest } ?? 1)
    case .webp: return shrink >= 4 ? 2 / shrink : 1
    case .svg, .pdf: return 1 / shrink
    case .png, .tiff, .gif, .heic, .avif: return 1
    }
  }

  /// What must be left to shrink after a JPEG decoder's part. Measured against a Lanczos resize of the full picture:
  /// from here up, SSIM stays above 0.98 for photographs with strong grain and for small print.
  private static let leastRest = 1.6
}

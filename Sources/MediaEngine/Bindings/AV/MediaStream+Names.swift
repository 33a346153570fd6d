import CFFmpeg
import MediaBasics

extension MediaStream {
  /// libav's name of the pixel format.
  var pixelFormatName: String { av_get_pix_fmt_name(pixelFormat).map { String(cString: $0) } ?? "unknown" }

  /// The size as shown: in square samples, turned upright.
  var shownSize: PixelSize? {
    PixelSize.shown(width: width, height: height, sampleAspectRatio: sampleAspectRatio, orientation: orientation)
  }
}

extension PixelSize {
  /// A coded picture's size in square samples, turned upright: the width is stretched where samples are wide, the
  /// height where they are narrow, so that no detail is lost; `nil` where no such picture can be.
  static func shown(
    width: Int, height: Int, sampleAspectRatio: Rational?, orientation: Orientation
  ) -> PixelSize? {
    let ratio = sampleAspectRatio?.doubleValue ?? 1
    let across = ratio > 1 ? Int((Double(width) * ratio).rounded()) : width
    let down = ratio < 1 ? Int((Double(height) / ratio).rounded()) : height
    let size = PixelSize(width: across, height: down)
    return orientation.isTransposed ? size?.transposed : size
  }
}

extension ColorTags {
  /// The matrix's name, `unknown` where unspecified.
  var matrixName: String { av_color_space_name(matrix).map { String(cString: $0) } ?? "unknown" }
  /// The name of primaries whose colours BT.709 doesn't hold (BT.2020, P3); nil for others.
  var widePrimaries: String? {
    let wide = [AVCOL_PRI_BT2020, AVCOL_PRI_SMPTE431, AVCOL_PRI_SMPTE432].contains(primaries)
    return wide ? av_color_primaries_name(primaries).map { String(cString: $0) } : nil
  }
  /// The range's name, `unknown` where unspecified.
  var rangeName: String { av_color_range_name(range).map { String(cString: $0) } ?? "unknown" }
  /// The transfer curve's name, `unknown` where unspecified.
  var transferName: String { av_color_transfer_name(transfer).map { String(cString: $0) } ?? "unknown" }
}

import CFFmpeg
import MediaBasics

extension Frame {
  /// Whether its pixels are RGB, or a palette of it, so that no matrix applies.
  var isRGB: Bool {
    guard let description = av_pix_fmt_desc_get(pixelFormat) else { return false }
    return description.pointee.flags & UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) != 0
  }

  /// The format of nearly all generated clips: 8 bits, chroma halved both ways.
  static let usualFormat = AV_PIX_FMT_YUV420P

  /// Whether it is of the usual format, its chroma where that of MPEG-4 lies: other places FFmpeg's versions don't treat
  /// alike.
  var hasUsualChroma: Bool {
    let place = withPointer { $0.pointee.chroma_location }
    return pixelFormat == Self.usualFormat && [AVCHROMA_LOC_UNSPECIFIED, AVCHROMA_LOC_LEFT].contains(place)
  }

  /// Whether chroma is as coarse across as down, so that a quarter turn keeps the pixel format.
  var hasSquareChroma: Bool {
    av_pix_fmt_desc_get(pixelFormat).map { $0.pointee.log2_chroma_w == $0.pointee.log2_chroma_h } ?? false
  }

  /// Whether black is 0 and white the highest value; a frame and a stream that say nothing are limited.
  func isFullRange(_ color: ColorTags) -> Bool {
    let isJPEG = [
      AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUVJ440P, AV_PIX_FMT_YUVJ411P,
    ].contains(pixelFormat)
    return isJPEG || color.range == AVCOL_RANGE_JPEG
  }

  /// Width ÷ height of one sample, of the frame or else of the stream.
  func sampleAspectRatio(stream: MediaStream) -> Rational? {
    let own = withPointer { Rational(positive: $0.pointee.sample_aspect_ratio) }
    return own == Rational(1) ? stream.sampleAspectRatio : own ?? stream.sampleAspectRatio
  }

  /// Forgets what curve and primaries it was coded with, so that an image format doesn't note a gamma of its own and
  /// viewers take it for the sRGB that its video was meant to be shown as.
  func forgetTransfer() {
    withPointer {
      $0.pointee.color_trc = AVCOL_TRC_UNSPECIFIED
      $0.pointee.color_primaries = AVCOL_PRI_UNSPECIFIED
      $0.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
    }
  }
}

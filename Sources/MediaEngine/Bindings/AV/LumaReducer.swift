import CFFmpeg
import MediaBasics

/// Reduces pictures of one kind to small ones of their luma, in limited range, by the nearest sample of each place.
///
/// They are those of libavfilter's `scale=W:H:flags=neighbor:out_range=tv,format=gray`, without loading that library.
struct LumaReducer: ~Copyable {
  private let context: UnsafeMutableRawPointer
  private let size: PixelSize

  /// - Parameter frame: one of the pictures.
  /// - Throws: `media.internal` for samples that libswscale doesn't know.
  init(of frame: borrowing Frame, to size: PixelSize) throws {
    guard let context = rw_sws_alloc() else { throw MediaError.noMemory(for: "a scaler") }
    do {
      try PictureScaler.setUp(
        context,
        [
          ("srcw", frame.width), ("srch", frame.height), ("src_format", Int(frame.pixelFormat.rawValue)),
          ("dstw", size.width), ("dsth", size.height), ("dst_format", Int(AV_PIX_FMT_GRAY8.rawValue)),
          ("sws_flags", Int(SWS_POINT)),
        ])
    } catch {
      rw_sws_free(context)
      throw error
    }
    Self.setColors(context, frame.color)
    (self.context, self.size) = (context, size)
  }

  deinit { rw_sws_free(context) }

  /// Reduces a picture.
  ///
  /// - Parameter reduced: an empty frame, or one that this was given before.
  borrowing func reduce(_ frame: borrowing Frame, into reduced: borrowing Frame) throws {
    try reduced.withPointer { target in
      if target.pointee.buf.0 == nil {
        (target.pointee.width, target.pointee.height) = (Int32(size.width), Int32(size.height))
        target.pointee.format = AV_PIX_FMT_GRAY8.rawValue
        try AVResult.check(av_frame_get_buffer(target, 0)) { _ in .noMemory(for: "a picture") }
      }
      try frame.withPointer { source in
        _ = try AVResult.check(rw_sws_scale(context, source, target)) { .internalFault("Reducing a picture", $0) }
      }
    }
  }

  /// What the picture says of its colours, and limited range for the result.
  private static func setColors(_ context: UnsafeMutableRawPointer, _ color: ColorTags) {
    var (source, target): (UnsafePointer<Int32>?, UnsafePointer<Int32>?)
    var (isFull, targetFull, brightness, contrast, saturation): (Int32, Int32, Int32, Int32, Int32) = (0, 0, 0, 0, 0)
    // Samples without such a thing are refused, and need none.
    guard
      rw_sws_get_colors(context, &source, &isFull, &target, &targetFull, &brightness, &contrast, &saturation) >= 0
    else { return }
    if color.range != AVCOL_RANGE_UNSPECIFIED { isFull = color.range == AVCOL_RANGE_JPEG ? 1 : 0 }
    // The filter takes BT.601 for what is no matrix to luma: RGB, and those beyond the ten that libswscale knows.
    let isKnown = 1...10 ~= color.matrix.rawValue && color.matrix != AVCOL_SPC_YCGCO
    let coefficients = sws_getCoefficients(isKnown ? Int32(color.matrix.rawValue) : SWS_CS_ITU601)
    // Refused only for a pair of samples whose colours can't be set: they are reduced as they are, as the filter does.
    _ = rw_sws_set_colors(context, coefficients, isFull, coefficients, 0, brightness, contrast, saturation)
  }
}

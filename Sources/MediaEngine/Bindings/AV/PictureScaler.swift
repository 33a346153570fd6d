import CFFmpeg
import MediaBasics

/// Makes a picture of another size and pixel format of one of the usual format by libswscale alone, pixel by pixel as
/// libavfilter's `scale` does it.
struct PictureScaler {
  /// The source's size and colours.
  let width: Int
  let height: Int
  let matrix: ScaleMatrix
  let isFullRange: Bool
  /// The result's.
  let size: PixelSize
  let output: PictureFormat

  private static let flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT

  /// Scales a picture; times and side data go along.
  func scale(_ frame: borrowing Frame) throws -> Frame {
    guard let context = rw_sws_alloc() else { throw MediaError.noMemory(for: "a scaler") }
    defer { rw_sws_free(context) }
    try setUp(context)
    try setColors(context)
    let result = try Frame()
    try result.withPointer { target in
      (target.pointee.width, target.pointee.height) = (Int32(size.width), Int32(size.height))
      target.pointee.format = output.pixelFormat.rawValue
      try AVResult.check(av_frame_get_buffer(target, 0)) { _ in .noMemory(for: "a picture") }
      try frame.withPointer { source in
        try AVResult.check(av_frame_copy_props(target, source)) {
          .internalFault("Copying a picture's properties", $0)
        }
        try AVResult.check(rw_sws_scale(context, source, target)) { .internalFault("Scaling a picture", $0) }
      }
    }
    return result
  }

  private func setUp(_ context: UnsafeMutableRawPointer) throws {
    var options = [
      ("srcw", width), ("srch", height), ("src_format", Int(Frame.usualFormat.rawValue)),
      ("src_range", isFullRange ? 1 : 0),
      ("dstw", size.width), ("dsth", size.height), ("dst_format", Int(output.pixelFormat.rawValue)),
      ("sws_flags", Int(Self.flags)),
      // Chroma lies between two lines, as in MPEG-2 and all that came after it.
      ("src_v_chr_pos", 128),
    ]
    if output == .fullRangeYUV { options.append(("dst_range", 1)) }
    for (name, value) in options {
      try AVResult.check(av_opt_set_int(context, name, Int64(value), 0)) {
        .internalFault("Setting a scaler's \(name)", $0)
      }
    }
    try AVResult.check(rw_sws_init(context)) { .internalFault("Setting up a scaler", $0) }
  }

  private func setColors(_ context: UnsafeMutableRawPointer) throws {
    var (source, target): (UnsafePointer<Int32>?, UnsafePointer<Int32>?)
    var (sourceFull, targetFull, brightness, contrast, saturation): (Int32, Int32, Int32, Int32, Int32) = (
      0, 0, 0, 0, 0
    )
    try AVResult.check(
      rw_sws_get_colors(
        context, &source, &sourceFull, &target, &targetFull, &brightness, &contrast, &saturation)
    ) { .internalFault("Asking for a scaler's colours", $0) }
    source = matrix.coefficients
    target = source
    if output == .fullRangeYUV { (target, targetFull) = (ScaleMatrix.smpte170m.coefficients, 1) }
    try AVResult.check(
      rw_sws_set_colors(
        context, source, isFullRange ? 1 : 0, target, targetFull, brightness, contrast, saturation)
    ) { .internalFault("Setting a scaler's colours", $0) }
  }
}

extension PictureFormat {
  fileprivate var pixelFormat: AVPixelFormat {
    switch self {
    case .rgb: AV_PIX_FMT_RGB24
    case .fullRangeYUV: AV_PIX_FMT_YUVJ444P
    case .bgra: AV_PIX_FMT_BGRA
    }
  }
}

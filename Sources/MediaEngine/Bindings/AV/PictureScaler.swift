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
  ///
  /// RGB is made in planes and then packed: the same numbers in a fifth of the time, since libswscale has vector code for
  /// exact rounding into planes alone.
  func scale(_ frame: borrowing Frame) throws -> Frame {
    let source = Layout(width, height, Frame.usualFormat, isFullRange: isFullRange)
    guard output != .fullRangeYUV else {
      return try convert(frame, source, to: Layout(size, output.pixelFormat, isFullRange: true), inColors: true)
    }
    let planes = Layout(size, AV_PIX_FMT_GBRP)
    let planar = try convert(frame, source, to: planes, inColors: true)
    return try convert(planar, planes, to: Layout(size, output.pixelFormat), inColors: false)
  }

  /// What a picture's samples are.
  private struct Layout {
    let width: Int
    let height: Int
    let format: AVPixelFormat
    let isFullRange: Bool

    init(_ width: Int, _ height: Int, _ format: AVPixelFormat, isFullRange: Bool) {
      (self.width, self.height, self.format, self.isFullRange) = (width, height, format, isFullRange)
    }

    init(_ size: PixelSize, _ format: AVPixelFormat, isFullRange: Bool = false) {
      self.init(size.width, size.height, format, isFullRange: isFullRange)
    }
  }

  private func convert(
    _ frame: borrowing Frame, _ from: Layout, to: Layout, inColors: Bool
  ) throws -> Frame {
    guard let context = rw_sws_alloc() else { throw MediaError.noMemory(for: "a scaler") }
    defer { rw_sws_free(context) }
    try setUp(context, from, to)
    if inColors { try setColors(context) }
    let result = try Frame()
    try result.withPointer { target in
      (target.pointee.width, target.pointee.height) = (Int32(to.width), Int32(to.height))
      target.pointee.format = to.format.rawValue
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

  private func setUp(_ context: UnsafeMutableRawPointer, _ from: Layout, _ to: Layout) throws {
    try Self.setUp(
      context,
      [
        ("srcw", from.width), ("srch", from.height), ("src_format", Int(from.format.rawValue)),
        ("src_range", from.isFullRange ? 1 : 0),
        ("dstw", to.width), ("dsth", to.height), ("dst_format", Int(to.format.rawValue)),
        ("dst_range", to.isFullRange ? 1 : 0), ("sws_flags", Int(Self.flags)),
        // Chroma lies between two lines, as in MPEG-2 and all that came after it.
        ("src_v_chr_pos", 128),
      ])
  }

  /// Prepares a libswscale context by its options.
  static func setUp(_ context: UnsafeMutableRawPointer, _ options: [(name: String, value: Int)]) throws {
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

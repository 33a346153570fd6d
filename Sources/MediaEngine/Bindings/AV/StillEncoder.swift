import CFFmpeg
import Foundation

/// Makes one image file of one frame; owns its `AVCodecContext`.
struct StillEncoder: ~Copyable {
  private let context: UnsafeMutablePointer<AVCodecContext>
  private let format: ImageFormat

  /// Opens an encoder for a picture like `frame`.
  ///
  /// - Parameters:
  ///   - quality: 1…100, for the formats that lose something.
  ///   - isPreview: Whether it is soon made rather than as small as can be.
  /// - Throws: `media.image-encoder`.
  init(_ format: ImageFormat, quality: Int, isPreview: Bool, like frame: borrowing Frame) throws {
    LogCapture.install()
    self.format = format
    guard let encoder = avcodec_find_encoder_by_name(format.encoderName) else {
      throw MediaError.stillEncoder(format.rawValue, AVFailure(rw_averror_encoder_not_found))
    }
    var context: UnsafeMutablePointer<AVCodecContext>? = try AVResult.allocated(
      avcodec_alloc_context3(encoder), "an image encoder")
    context?.pointee.width = Int32(frame.width)
    context?.pointee.height = Int32(frame.height)
    context?.pointee.pix_fmt = frame.pixelFormat
    context?.pointee.time_base = AVRational(num: 1, den: 1)
    context?.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
    context?.pointee.thread_count = 1
    if format == .jpeg {
      context?.pointee.color_range = AVCOL_RANGE_JPEG
      context?.pointee.flags |= AV_CODEC_FLAG_QSCALE
      context?.pointee.qmin = 1
      context?.pointee.global_quality = Self.quantizer(quality: quality) * FF_QP2LAMBDA
    }
    var options: OpaquePointer?
    defer { av_dict_free(&options) }
    var code: Int32 = 0
    for (name, value) in format.options(quality: quality, isPreview: isPreview) where code >= 0 {
      code = av_dict_set(&options, name, value, 0)
    }
    if code >= 0 { code = avcodec_open2(context, encoder, &options) }
    guard code >= 0, let opened = context else {
      avcodec_free_context(&context)
      throw MediaError.stillEncoder(format.rawValue, AVFailure(code))
    }
    self.context = opened
  }

  deinit {
    var freed: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&freed)
  }

  /// The image file's bytes.
  consuming func encode(_ frame: borrowing Frame) throws -> Data {
    let packet = try Packet()
    frame.withPointer { $0.pointee.quality = context.pointee.global_quality }
    let failure = { [format] in MediaError.stillEncoder(format.rawValue, $0) }
    try AVResult.check(frame.withPointer { avcodec_send_frame(context, $0) }, failure)
    try AVResult.check(avcodec_send_frame(context, nil), failure)
    try AVResult.check(packet.withPointer { avcodec_receive_packet(context, $0) }, failure)
    return packet.payload
  }

  /// libjpeg scales its tables by (200 − 2 × quality) % from 50 up and 5000 ÷ quality % below; libav by quantizer ÷ 8.
  private static func quantizer(quality: Int) -> Int32 {
    let quality = min(max(quality, 1), 100)
    let percent = quality >= 50 ? 200 - 2 * quality : 5000 / quality
    return Int32(min(max((percent * 8 + 50) / 100, 1), 31))
  }
}

extension ImageFormat {
  /// libavcodec's name of the encoder.
  fileprivate var encoderName: String {
    switch self {
    case .png: "png"
    case .jpeg: "mjpeg"
    case .webp: "libwebp"
    }
  }

  /// Its encoder's settings. PNG: "up" makes files as small as Paeth's predictor or smaller (by 0 to 6 % on the frames
  /// tried) and is faster; zlib's fastest level takes about half the time of the default on a noisy 1080p frame, for a
  /// sixth more bytes. WEBP: libwebp's method 2 takes two fifths of the time of its default, 4, for 5 to 11 % more bytes.
  fileprivate func options(quality: Int, isPreview: Bool) -> [(String, String)] {
    switch self {
    case .png: [("pred", "up"), ("compression_level", "1")]
    case .jpeg: []
    case .webp: [("quality", "\(quality)"), ("compression_level", isPreview ? "2" : "4")]
    }
  }

  /// The pixels that its encoder takes.
  var pictureFormat: PictureFormat {
    switch self {
    case .png: .rgb
    case .jpeg: .fullRangeYUV
    case .webp: .bgra
    }
  }
}

import CFFmpeg
import Foundation
import MediaBasics

/// Turns frames into one stream's packets; owns its `AVCodecContext`.
///
/// Send frames and receive packets until it wants more; at the end ``drain()`` and receive until ``Output/ended``.
struct Encoder: ~Copyable {
  /// What a call to ``receive(into:)`` gave.
  enum Output {
    case packet, needsFrame, ended
  }

  private let context: UnsafeMutablePointer<AVCodecContext>
  private let name: String
  /// Seconds a tick of the packets received: one frame, or one sample.
  let timeBase: Rational

  /// Opens a video encoder; every frame sent is 1 tick of 1 ÷ rate long.
  ///
  /// - Throws: `media.no-encoder`, `media.encoder-refused`.
  init(_ settings: VideoEncoding) throws {
    timeBase = settings.rate.reciprocal ?? Rational(1)
    name = settings.encoder
    context = try Self.open(settings.encoder, settings.options) { [timeBase] context in
      context.pointee.width = Int32(settings.size.width)
      context.pointee.height = Int32(settings.size.height)
      context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
      context.pointee.time_base = timeBase.av
      context.pointee.framerate = settings.rate.av
      context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
      context.pointee.colorspace = settings.color.matrix
      context.pointee.color_primaries = settings.color.primaries
      context.pointee.color_trc = settings.color.transfer
      context.pointee.color_range = settings.color.range
      context.pointee.chroma_sample_location = AVCHROMA_LOC_LEFT
      context.pointee.gop_size = Int32(settings.keyframeInterval)
      context.pointee.codec_tag = settings.tag
      // libav's own default is one.
      context.pointee.thread_count = Int32(settings.threads)
    }
  }

  /// Opens a sound encoder.
  ///
  /// - Throws: `media.no-encoder`, `media.encoder-refused`.
  init(_ settings: SoundEncoding) throws {
    timeBase = Rational(1, Int64(settings.sampleRate)) ?? Rational(1)
    name = settings.encoder
    context = try Self.open(settings.encoder, []) { [timeBase] context in
      context.pointee.sample_rate = Int32(settings.sampleRate)
      context.pointee.sample_fmt = settings.format
      context.pointee.bit_rate = Int64(settings.bitRate)
      context.pointee.time_base = timeBase.av
      av_channel_layout_default(&context.pointee.ch_layout, Int32(settings.channels))
    }
  }

  deinit {
    var freed: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&freed)
  }

  /// How many samples each frame holds, the last one excepted; 0 where any number goes.
  var frameSize: Int { Int(context.pointee.frame_size) }

  /// What the container's header holds of the stream: parameter sets, with start codes where the codec has them.
  var header: [UInt8] {
    context.pointee.extradata.map {
      Array(UnsafeBufferPointer(start: $0, count: Int(context.pointee.extradata_size)))
    } ?? []
  }

  /// Gives the encoder a frame, whose pts counts ``timeBase``; what kind of picture it was once is forgotten.
  borrowing func send(_ frame: borrowing Frame) throws {
    let code = frame.withPointer { frame in
      frame.pointee.pict_type = AV_PICTURE_TYPE_NONE
      // libavcodec doesn't look: it would read other pixels than there are.
      let isOther =
        context.pointee.codec_type == AVMEDIA_TYPE_VIDEO
        && (frame.pointee.format != context.pointee.pix_fmt.rawValue || frame.pointee.width != context.pointee.width
          || frame.pointee.height != context.pointee.height)
      return isOther ? -EINVAL : avcodec_send_frame(context, frame)
    }
    try AVResult.check(code) { [name] in .encoderFailed(name, $0) }
  }

  /// Tells the encoder that no frame follows.
  borrowing func drain() throws {
    try AVResult.check(avcodec_send_frame(context, nil)) { [name] in .encoderFailed(name, $0) }
  }

  /// Takes the next packet, where there is one.
  borrowing func receive(into packet: borrowing Packet) throws -> Output {
    let code = packet.withPointer { avcodec_receive_packet(context, $0) }
    if code == rw_averror(EAGAIN) { return .needsFrame }
    if code == rw_averror_eof { return .ended }
    try AVResult.check(code) { [name] in .encoderFailed(name, $0) }
    return .packet
  }

  /// Writes what a muxer needs to know about the stream.
  borrowing func describe(in parameters: UnsafeMutablePointer<AVCodecParameters>) throws {
    try AVResult.check(avcodec_parameters_from_context(parameters, context)) {
      .internalFault("Describing a stream", $0)
    }
  }

  // SVT-AV1 writes to stderr past libav's log; its variable is the only way to have errors alone.
  private static let quietSVT = setenv("SVT_LOG", "1", 0)

  private static func open(
    _ name: String, _ options: [(name: String, value: String)],
    _ configure: (UnsafeMutablePointer<AVCodecContext>) -> Void
  ) throws -> UnsafeMutablePointer<AVCodecContext> {
    LogCapture.install()
    _ = quietSVT
    guard let encoder = avcodec_find_encoder_by_name(name) else { throw MediaError.noEncoder(name) }
    var context: UnsafeMutablePointer<AVCodecContext>? = avcodec_alloc_context3(encoder)
    do {
      let fresh = try AVResult.allocated(context, "an encoder")
      // MP4 and Matroska both keep parameter sets in the header, not in the stream.
      fresh.pointee.flags |= Int32(bitPattern: UInt32(AV_CODEC_FLAG_GLOBAL_HEADER))
      configure(fresh)
      var dictionary: OpaquePointer?
      defer { av_dict_free(&dictionary) }
      for option in options {
        try AVResult.check(av_dict_set(&dictionary, option.name, option.value, 0)) {
          .internalFault("Setting \(option.name)", $0)
        }
      }
      _ = LogCapture.takeLines()
      try AVResult.check(avcodec_open2(fresh, encoder, &dictionary)) { .encoderRefused(name, $0) }
      return fresh
    } catch {
      avcodec_free_context(&context)
      throw error
    }
  }
}

import CFFmpeg

/// One decoded picture or run of samples; owns its `AVFrame`.
struct Frame: ~Copyable {
  private let frame: UnsafeMutablePointer<AVFrame>

  /// An empty frame, to be filled by a decoder, a filter or a scaler.
  init() throws(MediaError) {
    frame = try AVResult.allocated(av_frame_alloc(), "a frame")
  }

  deinit {
    var freed: UnsafeMutablePointer<AVFrame>? = frame
    av_frame_free(&freed)
  }

  /// Lends the C frame for one call; it must not be kept.
  borrowing func withPointer<Result, Failure: Error>(
    _ body: (UnsafeMutablePointer<AVFrame>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(frame)
  }

  /// A second owner of the same pixels or samples.
  borrowing func reference() throws -> Frame {
    let copy = try Frame()
    try AVResult.check(av_frame_ref(copy.frame, frame)) { .internalFault("Referring to a frame", $0) }
    return copy
  }

  /// Takes over what `other` holds and leaves it empty.
  borrowing func take(from other: borrowing Frame) {
    av_frame_unref(frame)
    av_frame_move_ref(frame, other.frame)
  }

  /// Lets go of the pixels, so that the frame can be filled again.
  borrowing func clear() { av_frame_unref(frame) }

  /// When it is presented, in the stream's time base: the decoder's best knowledge, also where the packet said nothing.
  var presentationTime: Int64? { Packet.time(frame.pointee.best_effort_timestamp) ?? pts }
  /// The time that came with it, in the stream's time base.
  var pts: Int64? {
    get { Packet.time(frame.pointee.pts) }
    nonmutating set { frame.pointee.pts = newValue ?? rw_av_nopts_value }
  }
  /// How long it is presented, in the stream's time base; 0 where unknown.
  var duration: Int64 {
    get { Packet.time(rw_frame_duration(frame)) ?? 0 }
    nonmutating set { rw_frame_set_duration(frame, newValue) }
  }
  /// Whether it holds anything.
  var isEmpty: Bool { frame.pointee.buf.0 == nil }
  /// Coded width in pixels.
  var width: Int { Int(frame.pointee.width) }
  /// Coded height in pixels.
  var height: Int { Int(frame.pointee.height) }
  /// Samples of each channel.
  var sampleCount: Int { Int(frame.pointee.nb_samples) }
  /// How its pixels are stored.
  var pixelFormat: AVPixelFormat { AVPixelFormat(rawValue: frame.pointee.format) }
  /// Whether its lines are two moments, woven.
  var isInterlaced: Bool { rw_frame_is_interlaced(frame) != 0 }
  /// Whether decoding could start here.
  var isKey: Bool { rw_frame_is_key(frame) != 0 }
  /// Whether the decoder had to conceal or guess part of it.
  var isDamaged: Bool {
    frame.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0 || frame.pointee.decode_error_flags != 0
  }
}

import CFFmpeg
import Foundation

/// Turns one stream's packets into frames; owns its `AVCodecContext`.
///
/// Send packets until ``receive(into:)`` has a frame, and at the end ``drain()`` and receive until ``Output/ended``:
/// with reordering and with frame threads the last frames come only then.
struct StreamDecoder: ~Copyable {
  /// What a call to ``receive(into:)`` gave.
  enum Output {
    case frame, needsPacket, ended
    /// A packet gave no frame because its bytes make no sense; sound frames may follow.
    case damaged
  }

  private let context: UnsafeMutablePointer<AVCodecContext>
  private let file: String
  private let codec: String
  private let log: DecoderLog

  /// Opens a decoder for a stream.
  ///
  /// - Parameters:
  ///   - threads: How many; nil for as many as keep all cores busy.
  ///   - skipLoopFilter: Leaves deblocking out: as many frames, a little faster, not fit to be looked at.
  ///   - checksDamage: Looks at checksums and at what a sound stream wouldn't hold, and says so in ``complaints``.
  /// - Throws: `media.no-decoder`, `media.undecodable`.
  init(
    for stream: MediaStream, in demuxer: borrowing Demuxer, threads: Int? = nil, skipLoopFilter: Bool = false,
    checksDamage: Bool = false
  ) throws {
    file = demuxer.file
    codec = stream.codecName
    log = DecoderLog()
    guard let decoder = Self.decoder(for: stream) else {
      throw MediaError.noDecoder(file, codec: codec)
    }
    var context: UnsafeMutablePointer<AVCodecContext>? = try AVResult.allocated(
      avcodec_alloc_context3(decoder), "a decoder")
    do {
      _ = try demuxer.withParameters(of: stream.index) { [file, codec] parameters in
        try AVResult.check(avcodec_parameters_to_context(context, parameters)) {
          .undecodable(file, codec: codec, $0)
        }
      }
      context?.pointee.pkt_timebase = stream.timeBase.av
      context?.pointee.thread_count = Int32(threads ?? Self.threads(for: context))
      context?.pointee.max_pixels = Self.mostPixels
      if let context { log.attach(to: context) }
      if checksDamage { context?.pointee.err_recognition = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER }
      if skipLoopFilter { context?.pointee.skip_loop_filter = AVDISCARD_ALL }
      try AVResult.check(avcodec_open2(context, decoder, nil)) { [file, codec] in
        .undecodable(file, codec: codec, $0)
      }
    } catch {
      avcodec_free_context(&context)
      throw error
    }
    guard let opened = context else { throw MediaError.noMemory(for: "a decoder") }
    self.context = opened
  }

  deinit {
    var freed: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&freed)
  }

  /// What the decoder logged as errors, the first few lines.
  var complaints: [Complaint] { log.complaints }

  /// Whether pictures that no other picture is decoded from can be told for sure: H.264's nal_ref_idc of 0 says so;
  /// HEVC's sub-layer non-reference pictures may serve higher layers.
  var knowsUnreferencedPictures: Bool { context.pointee.codec_id == AV_CODEC_ID_H264 }

  /// Leaves out pictures that no other is decoded from, among the packets that follow.
  borrowing func skipUnreferencedPictures(_ skips: Bool) {
    context.pointee.skip_frame = skips ? AVDISCARD_NONREF : AVDISCARD_DEFAULT
  }

  /// Gives the decoder a packet.
  ///
  /// - Returns: false where the packet was damaged and is skipped; the next ones may be sound.
  /// - Throws: `media.no-memory`.
  @discardableResult
  borrowing func send(_ packet: borrowing Packet) throws -> Bool {
    try accept(packet.withPointer { avcodec_send_packet(context, $0) })
  }

  /// Tells the decoder that no packet follows; what it still holds is then received.
  borrowing func drain() throws {
    _ = try accept(avcodec_send_packet(context, nil))
  }

  /// Takes the next frame in presented order, where there is one.
  ///
  /// - Throws: `media.no-memory`.
  borrowing func receive(into frame: borrowing Frame) throws -> Output {
    let code = frame.withPointer { avcodec_receive_frame(context, $0) }
    if code == rw_averror(EAGAIN) { return .needsPacket }
    if code == rw_averror_eof { return .ended }
    return try accept(code) ? .frame : .damaged
  }

  /// Forgets everything, as after a seek.
  borrowing func flush() { avcodec_flush_buffers(context) }

  /// libavcodec's own decoders of VP8 and VP9 leave transparency out; libvpx's keep it.
  private static func decoder(for stream: MediaStream) -> UnsafePointer<AVCodec>? {
    let vpx = [AV_CODEC_ID_VP8: "libvpx", AV_CODEC_ID_VP9: "libvpx-vp9"][stream.codec]
    let keeping = stream.hasAlphaBeside ? vpx.flatMap { avcodec_find_decoder_by_name($0) } : nil
    return keeping ?? avcodec_find_decoder(stream.codec)
  }

  // A picture beyond this (16,384²) is an attack or damage.
  static let mostPixels: Int64 = 1 << 28

  // Frames take unequal time: with libav's own number, one more than cores, a tenth more passes. An odd number takes a
  // twentieth more where every second frame is left out.
  private static let usualThreads = min(2 * ProcessInfo.processInfo.activeProcessorCount, 16)

  // Small pictures are decoded before other threads have begun.
  private static func threads(for context: UnsafeMutablePointer<AVCodecContext>?) -> Int {
    let pixels = context.map { Int64($0.pointee.width) * Int64($0.pointee.height) } ?? 0
    return pixels < smallPicture ? 1 : usualThreads
  }

  private static let smallPicture: Int64 = 320 * 240

  /// Decoders answer damage with many codes; only a lack of memory says nothing about the packet.
  private borrowing func accept(_ code: Int32) throws -> Bool {
    if code == rw_averror(ENOMEM) { throw MediaError.noMemory(for: "decoding '\(file)'") }
    return code >= 0
  }
}

import CFFmpeg
import Foundation
import MediaBasics

/// Writes packets into a container; owns its `AVFormatContext`.
///
/// Streams first, then ``start(options:)``, packets, and ``finish()``. One that is dropped unfinished leaves a file
/// that is no good: the caller writes to a scratch file.
struct Muxer: ~Copyable {
  private let context: UnsafeMutablePointer<AVFormatContext>
  private let file: String
  private let cancellation: Cancellation
  private let writeback: EarlyWriteback

  /// Creates the file.
  ///
  /// - Parameters:
  ///   - url: The scratch file that is written.
  ///   - container: libav's name of the muxer: `mp4`, `webm`.
  ///   - file: The output's name for messages.
  /// - Throws: `media.no-muxer`, `media.unwritable`.
  init(creating url: URL, container: String, named file: String, cancellation: Cancellation) throws {
    self.file = file
    self.cancellation = cancellation
    // The protocol's name keeps libav from reading one into a path such as "cache:x.mp4".
    context = try Self.create("file:\(url.path)", container: container, file: file)
    // Matroska's random identifiers are left out: the same packets give the same bytes.
    if container == VideoFormat.webm.rawValue { context.pointee.flags |= AVFMT_FLAG_BITEXACT }
    writeback = EarlyWriteback(url)
  }

  deinit {
    avio_closep(&context.pointee.pb)
    avformat_free_context(context)
  }

  /// Adds a stream that an encoder fills; gives its number.
  borrowing func addStream(from encoder: borrowing Encoder, rate: Rational? = nil) throws -> Int {
    let stream = try AVResult.allocated(avformat_new_stream(context, nil), "a stream")
    try encoder.describe(in: stream.pointee.codecpar)
    stream.pointee.time_base = encoder.timeBase.av
    if let rate {
      stream.pointee.avg_frame_rate = rate.av
      stream.pointee.r_frame_rate = rate.av
    }
    return Int(stream.pointee.index)
  }

  /// Adds a stream for packets copied from another file; gives its number.
  ///
  /// - Parameters:
  ///   - header: The codec's own header in place of the source's.
  ///   - tag: The container's name for the stream; 0 leaves it to the muxer, since the source's may be another's.
  ///   - rate: Frames a second; packets' times count its reciprocal.
  borrowing func addStream(
    like source: CodecParameters, header: [UInt8], tag: UInt32, rate: Rational
  ) throws -> Int {
    let stream = try AVResult.allocated(avformat_new_stream(context, nil), "a stream")
    guard let parameters = stream.pointee.codecpar else { throw MediaError.noMemory(for: "a stream") }
    try source.copy(to: parameters)
    av_freep(&parameters.pointee.extradata)
    parameters.pointee.extradata_size = 0
    if !header.isEmpty { try Self.set(header, in: parameters) }
    parameters.pointee.codec_tag = tag
    stream.pointee.time_base = rate.reciprocal?.av ?? AVRational(num: 1, den: 1)
    stream.pointee.avg_frame_rate = rate.av
    stream.pointee.r_frame_rate = rate.av
    return Int(stream.pointee.index)
  }

  /// Adds a stream for sound packets copied from another file; gives its number. Their times count samples.
  ///
  /// - Parameters:
  ///   - packetSamples: Samples that each packet is heard for.
  ///   - priming: Samples before time 0, which players leave out.
  borrowing func addSoundStream(
    like source: CodecParameters, rate: Int, packetSamples: Int, priming: Int
  ) throws -> Int {
    let stream = try AVResult.allocated(avformat_new_stream(context, nil), "a stream")
    guard let parameters = stream.pointee.codecpar else { throw MediaError.noMemory(for: "a stream") }
    try source.copy(to: parameters)
    parameters.pointee.codec_tag = 0
    parameters.pointee.frame_size = Int32(packetSamples)
    parameters.pointee.initial_padding = Int32(priming)
    stream.pointee.time_base = AVRational(num: 1, den: Int32(rate))
    return Int(stream.pointee.index)
  }

  private static func set(_ header: [UInt8], in parameters: UnsafeMutablePointer<AVCodecParameters>) throws {
    guard let copy = av_mallocz(header.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)) else {
      throw MediaError.noMemory(for: "a stream's header")
    }
    header.withUnsafeBytes {
      copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: header.count)
    }
    parameters.pointee.extradata = copy.assumingMemoryBound(to: UInt8.self)
    parameters.pointee.extradata_size = Int32(header.count)
  }

  /// Writes the header.
  borrowing func start(options: [(name: String, value: String)]) throws {
    var dictionary: OpaquePointer?
    defer { av_dict_free(&dictionary) }
    for option in options {
      try AVResult.check(av_dict_set(&dictionary, option.name, option.value, 0)) {
        .internalFault("Setting \(option.name)", $0)
      }
    }
    try AVResult.check(avformat_write_header(context, &dictionary)) { [file] in .unwritable(file, $0) }
  }

  /// Writes a packet whose times count `timeBase`; the muxer holds packets back until the streams are even.
  borrowing func write(_ packet: borrowing Packet, to stream: Int, timeBase: Rational) throws {
    try cancellation.check()
    guard let target = context.pointee.streams[stream] else { throw MediaError.noMemory(for: "stream \(stream)") }
    let priming = priming(of: target, in: timeBase)
    let code = packet.withPointer { packet in
      packet.pointee.stream_index = Int32(stream)
      if packet.pointee.pts != rw_av_nopts_value { packet.pointee.pts += priming }
      if packet.pointee.dts != rw_av_nopts_value { packet.pointee.dts += priming }
      av_packet_rescale_ts(packet, timeBase.av, target.pointee.time_base)
      return av_interleaved_write_frame(context, packet)
    }
    try AVResult.check(code) { [file] in .unwritable(file, $0) }
    writeback.written(avio_tell(context.pointee.pb))
  }

  /// How much later than heard a stream's packets stand in the file, in ticks: Matroska's players take the priming off
  /// again. Older muxers leave it out, and then bring everything else forward by it.
  private borrowing func priming(of stream: UnsafeMutablePointer<AVStream>, in timeBase: Rational) -> Int64 {
    guard rw_matroska_adds_priming() == 0, let format = context.pointee.oformat,
      String(cString: format.pointee.name) == VideoFormat.webm.rawValue,
      let coded = stream.pointee.codecpar?.pointee, coded.initial_padding > 0, coded.sample_rate > 0
    else { return 0 }
    return av_rescale_q(
      Int64(coded.initial_padding), AVRational(num: 1, den: coded.sample_rate), timeBase.av)
  }

  /// Writes the index and closes the file.
  consuming func finish() throws {
    try AVResult.check(av_write_trailer(context)) { [file] in .unwritable(file, $0) }
    try AVResult.check(avio_closep(&context.pointee.pb)) { [file] in .unwritable(file, $0) }
  }

  private static func create(
    _ address: String, container: String, file: String
  ) throws -> UnsafeMutablePointer<AVFormatContext> {
    LogCapture.install()
    var context: UnsafeMutablePointer<AVFormatContext>?
    try AVResult.check(avformat_alloc_output_context2(&context, nil, container, address)) {
      .noMuxer(container, $0)
    }
    do {
      let fresh = try AVResult.allocated(context, "a muxer")
      try AVResult.check(avio_open(&fresh.pointee.pb, address, AVIO_FLAG_WRITE)) { .unwritable(file, $0) }
      return fresh
    } catch {
      avformat_free_context(context)
      throw error
    }
  }
}

import CFFmpeg
import Foundation
import MediaBasics

/// Reads packets from a local file; owns its `AVFormatContext`.
struct Demuxer: ~Copyable {
  /// The file's path as the caller gave it, for messages.
  let file: String
  /// libav's name of the container format, such as `mov,mp4,m4a,3gp,3g2,mj2`.
  let formatName: String
  /// The streams, as the container describes them.
  let streams: [MediaStream]
  private let context: UnsafeMutablePointer<AVFormatContext>
  // libav's interrupt callback looks at it through a pointer for as long as the context lives.
  private let cancellation: Cancellation

  /// What is read: containers of moving pictures, and of sound so that a sound file is told as such. Playlists and
  /// scripts are left out: they would make libav open files that nobody named.
  private static let formats = """
    mov,matroska,webm,mpegts,mpeg,mpegvideo,avi,gif,apng,flv,ogg,mxf,asf,ivf,h264,hevc,m4v,obu,nut,yuv4mpegpipe,\
    dv,mjpeg,rm,vc1,3gp,mp3,aac,flac,wav
    """

  /// Opens a file and reads as much of it as its streams' description takes.
  ///
  /// - Parameter analysing: Whether frames may be decoded to complete the description; without, packets can be read, and
  ///   streams are known as far as the header tells.
  /// - Throws: `FileError` for what is no readable file; `media.not-media`; `CancellationError`.
  init(opening url: URL, analysing: Bool = true, cancellation: Cancellation) throws {
    try InputFile.check(url)
    LogCapture.install()
    context = try Self.open(url, analysing, cancellation)
    self.cancellation = cancellation
    file = url.relativePath
    formatName = context.pointee.iformat.map { String(cString: $0.pointee.name) } ?? ""
    streams = Self.streams(of: context)
  }

  deinit {
    var closed: UnsafeMutablePointer<AVFormatContext>? = context
    avformat_close_input(&closed)
  }

  /// The next packet of the streams that aren't discarded; false at the end of the file.
  ///
  /// - Throws: `media.unreadable`, `CancellationError`.
  borrowing func read(into packet: borrowing Packet) throws -> Bool {
    try cancellation.check()
    let code = packet.withPointer { packet in
      av_packet_unref(packet)
      return av_read_frame(context, packet)
    }
    if code == rw_averror_eof { return false }
    try AVResult.check(code) { .unreadable(file, $0) }
    return true
  }

  /// Goes on reading at a keyframe of a stream at or before a time in its ticks; false where there is none or the
  /// container can't seek.
  borrowing func seek(stream: Int, atOrBefore time: Int64) throws -> Bool {
    try cancellation.check()
    let code = avformat_seek_file(context, Int32(stream), .min, time, time, 0)
    if code == rw_averror_exit { throw CancellationError() }
    return code >= 0
  }

  /// Lets the demuxer skip the packets of all streams but these.
  borrowing func discardAll(except kept: Int...) {
    for index in streams.indices {
      context.pointee.streams[index]?.pointee.discard = kept.contains(index) ? AVDISCARD_DEFAULT : AVDISCARD_ALL
    }
  }

  /// Lends a stream's codec parameters for one call: what a decoder or a muxer is set up from.
  borrowing func withParameters<Result>(
    of stream: Int, _ body: (UnsafePointer<AVCodecParameters>) throws -> Result
  ) throws -> Result {
    guard streams.indices.contains(stream), let parameters = context.pointee.streams[stream]?.pointee.codecpar else {
      throw MediaError.noMemory(for: "stream \(stream)")
    }
    return try body(parameters)
  }

  /// Lends a C stream for one call; nil where there is no such stream.
  borrowing func withStream<Result>(_ index: Int, _ body: (UnsafeMutablePointer<AVStream>) -> Result?) -> Result? {
    guard streams.indices.contains(index), let stream = context.pointee.streams[index] else { return nil }
    return body(stream)
  }

  /// How long the header says the file lasts, in microseconds.
  var declaredDuration: Int64? {
    context.pointee.duration > 0 ? Packet.time(context.pointee.duration) : nil
  }

  private static func open(
    _ url: URL, _ analysing: Bool, _ cancellation: Cancellation
  ) throws -> UnsafeMutablePointer<AVFormatContext> {
    var context: UnsafeMutablePointer<AVFormatContext>? = try AVResult.allocated(
      avformat_alloc_context(), "a demuxer")
    context?.pointee.interrupt_callback = AVIOInterruptCB(
      callback: { opaque in
        guard let opaque else { return 0 }
        return Unmanaged<Cancellation>.fromOpaque(opaque).takeUnretainedValue().isCancelled ? 1 : 0
      }, opaque: Unmanaged.passUnretained(cancellation).toOpaque())
    do {
      var options: OpaquePointer?
      defer { av_dict_free(&options) }
      for (name, value) in [("protocol_whitelist", "file"), ("format_whitelist", formats)] {
        try AVResult.check(av_dict_set(&options, name, value, 0)) { .internalFault("Setting \(name)", $0) }
      }
      _ = LogCapture.takeLines()
      let format = Self.beginsAsMP4(url) ? av_find_input_format("mov") : nil
      // On failure it frees the context itself.
      try AVResult.check(avformat_open_input(&context, "file:\(url.path)", format, &options)) {
        // Its words for a format that isn't let in are about our list, not about the file.
        if (try? ImagePreparer.recognizes(url)) == true { return .picture(url.relativePath) }
        return .notMedia(url.relativePath, $0)
      }
      if analysing {
        try analyse(try AVResult.allocated(context, "a demuxer"), url) { .notMedia(url.relativePath, $0) }
      }
      return try AVResult.allocated(context, "a demuxer")
    } catch {
      avformat_close_input(&context)
      // A reader that was stopped tells what it missed, not that it was stopped.
      try cancellation.check()
      throw error
    }
  }

  /// Whether a file begins with the box that libav is sure of MP4 by (ISO/IEC 14496-12, 4.3): asking all its other
  /// formats, too, is half of what opening a short clip takes.
  private static func beginsAsMP4(_ url: URL) -> Bool {
    guard let file = try? FileHandle(forReadingFrom: url) else { return false }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 12), head.count == 12 else { return false }
    // Short, and none of JPEG 2000's brands, of which it is less sure.
    let isShort = head.prefix(3).allSatisfy { $0 == 0 } && head[3] >= 16
    return isShort && head[4..<8].elementsEqual("ftyp".utf8) && !head[8..<10].elementsEqual("jp".utf8)
  }

  /// Completes the streams' descriptions. The frames that are decoded for it are thrown away, so they aren't deblocked;
  /// where all is known without, no decoder is let in.
  private static func analyse(
    _ context: UnsafeMutablePointer<AVFormatContext>, _ url: URL, _ failed: (AVFailure) -> MediaError
  ) throws {
    var options = [OpaquePointer?](repeating: nil, count: Int(context.pointee.nb_streams))
    defer { for index in options.indices { av_dict_free(&options[index]) } }
    // Elsewhere an index tells where clusters of packets are.
    let indexesPackets = context.pointee.iformat.map { String(cString: $0.pointee.name).hasPrefix("mov") } ?? false
    for index in options.indices {
      let stream = indexesPackets ? context.pointee.streams[index] : nil
      let isKnown = stream.map { FirstSlice.describe($0, of: url) } ?? false
      let (name, value) = isKnown ? ("codec_whitelist", "none") : ("skip_loop_filter", "all")
      try AVResult.check(av_dict_set(&options[index], name, value, 0)) { .internalFault("Setting \(name)", $0) }
    }
    _ = LogCapture.takeLines()
    try AVResult.check(avformat_find_stream_info(context, &options), failed)
    // What decoders said that were kept out, or got a part of a picture, is nobody's concern.
    _ = LogCapture.takeLines()
  }

  private static func streams(of context: UnsafeMutablePointer<AVFormatContext>) -> [MediaStream] {
    (0..<Int(context.pointee.nb_streams)).compactMap { index in
      guard let stream = context.pointee.streams[index], let parameters = stream.pointee.codecpar else { return nil }
      return MediaStream(reading: stream, parameters: parameters)
    }
  }
}

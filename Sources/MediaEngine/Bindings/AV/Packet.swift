import CFFmpeg

/// One compressed unit of a stream; owns its `AVPacket`.
struct Packet: ~Copyable {
  private let packet: UnsafeMutablePointer<AVPacket>

  /// An empty packet, to be filled by ``Demuxer/read(into:)`` or an encoder.
  init() throws(MediaError) {
    packet = try AVResult.allocated(av_packet_alloc(), "a packet")
  }

  deinit {
    var freed: UnsafeMutablePointer<AVPacket>? = packet
    av_packet_free(&freed)
  }

  /// Lends the C packet for one call; it must not be kept.
  borrowing func withPointer<Result, Failure: Error>(
    _ body: (UnsafeMutablePointer<AVPacket>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(packet)
  }

  /// A second owner of the same bytes.
  borrowing func reference() throws -> Packet {
    let copy = try Packet()
    try AVResult.check(av_packet_ref(copy.packet, packet)) { .internalFault("Referring to a packet", $0) }
    return copy
  }

  /// Takes over what `other` holds and leaves it empty.
  borrowing func take(from other: borrowing Packet) {
    av_packet_unref(packet)
    av_packet_move_ref(packet, other.packet)
  }

  /// Lets go of the bytes, so that the packet can be filled again.
  borrowing func clear() { av_packet_unref(packet) }

  /// The stream that it belongs to.
  var stream: Int { Int(packet.pointee.stream_index) }
  /// When it is presented, in the stream's time base.
  var pts: Int64? { Self.time(packet.pointee.pts) }
  /// When it is decoded, in the stream's time base.
  var dts: Int64? { Self.time(packet.pointee.dts) }
  /// How long it is presented, in the stream's time base; 0 where unknown.
  var duration: Int64 {
    get { Self.time(packet.pointee.duration) ?? 0 }
    nonmutating set { packet.pointee.duration = newValue }
  }
  /// Whether it has no time at all: in Matroska, which knows none before a file's beginning, a block from there.
  var isTimeless: Bool { pts == nil && dts == nil }
  /// Bytes of payload.
  var bytes: Int { Int(packet.pointee.size) }
  /// Whether decoding can start here.
  var isKey: Bool { packet.pointee.flags & AV_PKT_FLAG_KEY != 0 }
  /// Whether it lies outside the edit list: to be decoded, not shown.
  var isDiscarded: Bool { packet.pointee.flags & AV_PKT_FLAG_DISCARD != 0 }
  /// Whether the demuxer found its bytes damaged.
  var isCorrupt: Bool { packet.pointee.flags & AV_PKT_FLAG_CORRUPT != 0 }

  /// A time, where it is one: AV_NOPTS_VALUE isn't, nor is what only damage makes, beyond which sums would overflow.
  static func time(_ ticks: Int64) -> Int64? { ticks.magnitude < 1 << 60 ? ticks : nil }
}

import CFFmpeg
import Foundation
import MediaBasics

extension Packet {
  /// A packet of its own with these bytes.
  init(holding bytes: some DataProtocol) throws {
    let packet = try Packet()
    // The copy has the padding that decoders read beyond the end.
    try AVResult.check(packet.withPointer { av_new_packet($0, Int32(clamping: bytes.count)) }) { _ in
      .noMemory(for: "a packet of \(bytes.count) bytes")
    }
    _ = packet.withPointer { packet in
      bytes.copyBytes(to: UnsafeMutableRawBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size)))
    }
    self = packet
  }

  /// Sets when it is presented and decoded and how long it is shown, in ticks.
  func setTimes(presented pts: Int64, decoded dts: Int64, duration: Int64) {
    withPointer {
      $0.pointee.pts = pts
      $0.pointee.dts = dts
      $0.pointee.duration = duration
    }
  }

  /// Makes it a plain sound packet, whatever was said of it in the file that it comes from: what a player leaves out
  /// there isn't what it leaves out here.
  func becomeSound(at time: Int64, lasting duration: Int64) {
    setTimes(presented: time, decoded: time, duration: duration)
    withPointer {
      av_packet_free_side_data($0)
      $0.pointee.flags = AV_PKT_FLAG_KEY
    }
  }

  /// Marks a packet that decoding can start at.
  func markKey() { withPointer { $0.pointee.flags |= AV_PKT_FLAG_KEY } }
}

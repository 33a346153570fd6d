import CFFmpeg
import Foundation

extension Packet {
  /// Samples that a player leaves out at the packet's start and end: encoder priming and padding.
  var skippedSamples: (atStart: Int, atEnd: Int) {
    withPointer { packet in
      var size = 0
      guard let data = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, &size), size >= 8 else {
        return (0, 0)
      }
      func number(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(data[offset + $1]) << (8 * $1) } }
      return (number(0), number(4))
    }
  }

  /// A copy of its bytes.
  var payload: Data {
    withPointer { packet in
      packet.pointee.data.map { Data(bytes: $0, count: Int(packet.pointee.size)) } ?? Data()
    }
  }

  /// Where it lies in the file, in bytes.
  var position: Int64? {
    withPointer { $0.pointee.pos >= 0 ? $0.pointee.pos : nil }
  }

  /// Whether its frame is only for others to refer to, and never shown: a VP8 or VP9 alt-ref packet of its own.
  ///
  /// VP8: RFC 6386, 9.1, the show_frame bit. VP9: bitstream specification 6.2, uncompressed_header; a superframe, told
  /// by its last byte, ends with the frame that is shown.
  func holdsHiddenFrame(codec: AVCodecID) -> Bool {
    guard codec == AV_CODEC_ID_VP8 || codec == AV_CODEC_ID_VP9 else { return false }
    return withPointer { packet in
      guard let data = packet.pointee.data, packet.pointee.size > 0 else { return false }
      let first = data[0]
      if codec == AV_CODEC_ID_VP8 { return first & 0x10 == 0 }
      if data[Int(packet.pointee.size) - 1] & 0xE0 == 0xC0 { return false }
      let isProfile3 = first & 0x30 == 0x30
      // frame_marker 2, profile 2 (and a reserved bit), show_existing_frame, frame_type, show_frame.
      let showExisting = first & (isProfile3 ? 0x04 : 0x08) != 0
      return !showExisting && first & (isProfile3 ? 0x01 : 0x02) == 0
    }
  }

  /// Whether it is a keyframe, as MP4 and Matroska hold it, that forgets everything before it.
  func startsAnew(codec: AVCodecID) -> Bool {
    guard isKey else { return false }
    switch codec {
    case AV_CODEC_ID_H264: return AnnexB.startsAnew([UInt8](payload)) { $0 & 31 == 5 }
    // BLA and IDR (ITU-T H.265, table 7-1): a CRA picture would count on from what precedes it.
    case AV_CODEC_ID_HEVC: return AnnexB.startsAnew([UInt8](payload)) { (16...20).contains($0 >> 1 & 63) }
    default: return true
    }
  }
}

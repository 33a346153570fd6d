import CFFmpeg
import MediaBasics

/// What a container's index says about a stream, without a packet being read.
struct StreamIndex: Sendable {
  /// Packets in decode order.
  let packets: Int
  /// Packets inside the edit list.
  let presented: Int
  /// The index's time of the last keyframe, and how many presented packets there are from it to the end.
  let lastKey: (time: Int64, presented: Int)?
  /// Whether the first packet is a keyframe.
  let beginsWithKey: Bool
  /// Where the last byte of media stands in the file.
  let endOfMedia: Int64
}

extension Demuxer {
  /// A stream's index; nil where the container has none. A fragmented file's covers only what was read so far.
  borrowing func index(of stream: Int) -> StreamIndex? {
    withStream(stream) { stream in
      let count = Int(avformat_index_get_entries_count(stream))
      var presented = 0
      var lastKey: (time: Int64, presented: Int)?
      var endOfMedia: Int64 = 0
      var beginsWithKey = false
      for position in 0..<count {
        guard let entry = avformat_index_get_entry(stream, Int32(position))?.pointee else { return nil }
        let isKey = entry.flags & AVINDEX_KEYFRAME != 0
        if position == 0 { beginsWithKey = isKey }
        if isKey { lastKey = (entry.timestamp, 0) }
        if entry.flags & AVINDEX_DISCARD_FRAME == 0 {
          presented += 1
          lastKey?.presented += 1
        }
        endOfMedia = max(endOfMedia, min(entry.pos, .max / 2) + Int64(entry.size))
      }
      guard count > 0 else { return nil }
      return StreamIndex(
        packets: count, presented: presented, lastKey: lastKey, beginsWithKey: beginsWithKey, endOfMedia: endOfMedia)
    }
  }

  /// When the whole file ends as its header has it, in a stream's ticks: a hint for where to seek.
  borrowing func declaredEnd(of stream: MediaStream) -> Int64? {
    let start = stream.startTime ?? 0
    if let duration = stream.declaredDuration { return start + duration }
    let duration = declaredDuration.flatMap { Packet.time(av_rescale_q($0, rw_av_time_base_q, stream.timeBase.av)) }
    return duration.map { start + $0 }
  }

  /// How long the header says a stream lasts (in Matroska: the whole file); nil where libav estimates it.
  borrowing func declaredSeconds(of stream: MediaStream?) -> Double? {
    if formatName.hasPrefix("matroska") { return declaredDuration.map { Double($0) / Double(AV_TIME_BASE) } }
    guard let stream, formatName.hasPrefix("mov") || formatName == "avi" else { return nil }
    return stream.declaredDuration.map { Double($0) * stream.timeBase.doubleValue }
  }
}

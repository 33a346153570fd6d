import Foundation
import MediaBasics

/// The pictures of a cut video that are decoded for others, and lie before the edit list's start.
///
/// Those of an open group need pictures that were cut off: that a decoder misses them says nothing about what is shown.
enum UnseenPictures {
  /// What a decoder complains about on their account. One thread decodes a packet before it takes the next, so that each
  /// line can be laid to one.
  static func complaints(in url: URL, _ cancellation: Cancellation) throws -> [Complaint] {
    let demuxer = try Demuxer(opening: url, cancellation: cancellation)
    let stream = try demuxer.mainVideo()
    demuxer.discardAll(except: stream.index)
    let decoder = try StreamDecoder(for: stream, in: demuxer, threads: 1, skipLoopFilter: true, checksDamage: true)
    let packet = try Packet()
    let frame = try Frame()
    var (unseen, shown): ([String: Int], [String: Int]) = ([:], [:])
    while try demuxer.read(into: packet) {
      guard packet.stream == stream.index else { continue }
      // From here on, nothing needs what was cut off.
      if packet.isKey, !packet.isDiscarded { break }
      try decoder.send(packet)
      while case .frame = try decoder.receive(into: frame) {}
      for line in decoder.complaints {
        let news = line.count - unseen[line.text, default: 0] - shown[line.text, default: 0]
        if packet.isDiscarded { unseen[line.text, default: 0] += news } else { shown[line.text, default: 0] += news }
      }
    }
    return unseen.map { Complaint(text: $0.key, count: $0.value) }
  }
}

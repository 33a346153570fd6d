import Foundation
import MediaBasics

/// What decoding all of a file's main sound showed.
struct SoundInspection: Sendable {
  /// Packets of sound.
  let packets: Int
  /// Those that can't be decoded.
  let damaged: Int

  /// Decodes a file's main audio stream from its start to its end; nil where there is none, or nothing that decodes it.
  init?(of url: URL, cancellation: Cancellation) throws {
    let demuxer = try Demuxer(opening: url, cancellation: cancellation)
    guard let stream = demuxer.mainAudio(), stream.hasDecoder else { return nil }
    var source = try SoundSource(demuxer, stream, checksDamage: true)
    let samples = try Frame()
    var guessed = 0
    while try source.next(into: samples) {
      if samples.isDamaged { guessed += 1 }
    }
    packets = source.packets
    damaged = source.damagedPackets + guessed
  }
}

import CFFmpeg
import Foundation
import MediaBasics

/// A clip's AAC as an MP4's index tells it: packets of 1024 samples, one after the other without a gap.
struct SoundPackets: Sendable {
  /// Samples that each packet makes heard, with what the one before left over.
  static let samples = 1024

  let file: URL
  /// The audio stream's number in the file.
  let stream: Int
  /// When the first packet's samples are heard, in samples on the file's clock; priming is before the clip's start.
  let first: Int
  let count: Int
  /// Samples a second.
  let rate: Int
  let channels: Int
  /// What a muxer is told; the header is an AudioSpecificConfig.
  let parameters: CodecParameters

  /// Reads a clip's index; nil where its packets can't simply be counted on: another codec or container, a gap,
  /// fragments that no index tells of.
  init?(_ file: URL, cancellation: Cancellation) throws {
    let demuxer = try Demuxer(opening: file, analysing: false, cancellation: cancellation)
    guard demuxer.formatName.hasPrefix("mov"), let audio = demuxer.mainAudio(), audio.codec == AV_CODEC_ID_AAC,
      audio.sampleRate > 0, audio.timeBase == Rational(1, Int64(audio.sampleRate)),
      let run = demuxer.evenIndex(of: audio.index, step: Int64(Self.samples)),
      let declared = audio.declaredDuration, abs(declared - Int64(run.count * Self.samples)) <= 3 * Self.samples
    else { return nil }
    self.file = file
    stream = audio.index
    first = Int(run.first)
    count = run.count
    rate = audio.sampleRate
    channels = audio.channels
    parameters = try CodecParameters(of: audio.index, in: demuxer)
  }

  /// Whether a decoder of this stream can read packets of an encoder with that header among its own: the same object
  /// type, rate, channels and packet length, which are the first 16 bits (ISO/IEC 14496-3, 1.6.2.1 and 4.4.1).
  func agrees(with header: [UInt8]) -> Bool { header.count >= 2 && parameters.header.starts(with: header.prefix(2)) }
}

extension Demuxer {
  /// A stream's packets where the index has them `step` ticks apart throughout: when the first one is, and their
  /// number.
  fileprivate borrowing func evenIndex(of stream: Int, step: Int64) -> (first: Int64, count: Int)? {
    withStream(stream) { stream in
      let count = Int(avformat_index_get_entries_count(stream))
      guard let first = avformat_index_get_entry(stream, 0).flatMap({ Packet.time($0.pointee.timestamp) }) else {
        return nil
      }
      for position in 0..<count {
        guard avformat_index_get_entry(stream, Int32(position))?.pointee.timestamp == first + Int64(position) * step
        else { return nil }
      }
      return (first, count)
    }
  }
}

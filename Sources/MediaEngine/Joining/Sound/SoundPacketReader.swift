import CFFmpeg
import Foundation
import MediaBasics

/// Reads a clip's sound packets one after the other, from any of them on.
struct SoundPacketReader: ~Copyable {
  private let source: SoundPackets
  private let demuxer: Demuxer

  /// - Parameter number: The packet to begin with.
  init(_ source: SoundPackets, from number: Int, cancellation: Cancellation) throws {
    demuxer = try source.open(from: number, cancellation: cancellation)
    self.source = source
  }

  /// The next packet, and its number; nil at the end.
  borrowing func next(into packet: borrowing Packet) throws -> Int? {
    while try demuxer.read(into: packet) {
      guard packet.stream == source.stream, let time = packet.pts else { continue }
      return (Int(time) - source.first) / SoundPackets.samples
    }
    return nil
  }
}

extension SoundPackets {
  /// Opens the clip so that what is read next is packet `number`.
  fileprivate func open(from number: Int, cancellation: Cancellation) throws -> Demuxer {
    let demuxer = try Demuxer(opening: file, analysing: false, cancellation: cancellation)
    demuxer.discardAll(except: stream)
    guard number > 0 else { return demuxer }
    let time = Int64(first + number * Self.samples)
    guard try demuxer.seek(stream: stream, atOrBefore: time) else {
      throw MediaError.unreadable(file.relativePath, AVFailure(rw_averror(EINVAL)))
    }
    return demuxer
  }
}

extension SoundSource {
  /// Decodes a clip's sound from packet `number` on.
  init(_ source: SoundPackets, from number: Int, cancellation: Cancellation) throws {
    let demuxer = try source.open(from: number, cancellation: cancellation)
    let stream = demuxer.streams[source.stream]
    try self.init(demuxer, stream)
  }
}

import Foundation
import MediaBasics

/// Pulls the main audio stream's samples; one demuxer, one decoder, one run at a time.
struct SoundSource: ~Copyable {
  let stream: MediaStream
  private let demuxer: Demuxer
  private let decoder: StreamDecoder
  private let packet: Packet
  private var isDraining = false

  /// Decodes an audio stream of an open file from its start.
  init(_ demuxer: consuming Demuxer, _ stream: MediaStream) throws {
    demuxer.discardAll(except: stream.index)
    let packet = try Packet()
    let decoder = try StreamDecoder(for: stream, in: demuxer, threads: 1)
    self.stream = stream
    self.packet = packet
    self.decoder = decoder
    self.demuxer = demuxer
  }

  /// The next run of samples; false at the end. A read error counts as the end, as it does for pictures.
  mutating func next(into frame: borrowing Frame) throws -> Bool {
    while true {
      switch try decoder.receive(into: frame) {
      case .frame: return true
      case .ended: return false
      case .damaged: continue
      case .needsPacket:
        if isDraining { return false }
        if try read() {
          try decoder.send(packet)
        } else {
          isDraining = true
          try decoder.drain()
        }
      }
    }
  }

  private func read() throws -> Bool {
    do {
      repeat {
        guard try demuxer.read(into: packet) else { return false }
      } while packet.stream != stream.index
      return true
    } catch is MediaError {
      return false
    }
  }
}

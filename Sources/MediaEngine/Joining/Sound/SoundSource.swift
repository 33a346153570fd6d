import Foundation
import MediaBasics

/// Pulls the main audio stream's samples; one demuxer, one decoder, one run at a time.
struct SoundSource: ~Copyable {
  let stream: MediaStream
  private let demuxer: Demuxer
  private let decoder: StreamDecoder
  private let packet: Packet
  private var isDraining = false
  /// Packets read, and those that gave no samples because their bytes make no sense.
  private(set) var packets = 0
  private(set) var damagedPackets = 0

  /// Decodes an audio stream of an open file from where the demuxer stands.
  ///
  /// - Parameter checksDamage: Looks at checksums and at what a sound stream wouldn't hold.
  init(_ demuxer: consuming Demuxer, _ stream: MediaStream, checksDamage: Bool = false) throws {
    demuxer.discardAll(except: stream.index)
    let packet = try Packet()
    let decoder = try StreamDecoder(for: stream, in: demuxer, threads: 1, checksDamage: checksDamage)
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
      case .damaged:
        damagedPackets += 1
        // A decoder that only ever complains while draining would never end.
        if isDraining, damagedPackets > 10_000 { return false }
      case .needsPacket:
        if isDraining { return false }
        if try read() {
          packets += 1
          if try !decoder.send(packet) { damagedPackets += 1 }
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

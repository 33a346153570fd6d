import MediaBasics

/// A file's sound as it is encoded: samples come in runs of any length and leave in the encoder's frames.
final class SoundTrack {
  private let encoder: Encoder
  private let stream: Int
  private let chunks: FilterGraph
  private let chunk: Frame
  private let packet: Packet
  private var samplesTaken: Int64 = 0
  private var samplesSent: Int64 = 0

  /// Opens the encoder and adds its stream to `muxer`.
  init(_ settings: SoundEncoding, in muxer: borrowing Muxer) throws {
    encoder = try Encoder(settings)
    stream = try muxer.addStream(from: encoder)
    let input = FilterInput.sound(
      rate: settings.sampleRate, layout: settings.layout, format: .planarFloat, timeBase: encoder.timeBase)
    chunks = try FilterGraph(
      "aformat=sample_fmts=\(settings.format.name),asetnsamples=n=\(max(encoder.frameSize, 1)):p=0", [input],
      single: true)
    chunk = try Frame()
    packet = try Packet()
  }

  /// Encodes samples (planar float, in the settings' rate and channels) and writes the packets that come of it.
  func write(_ samples: borrowing Frame, to muxer: borrowing Muxer) throws {
    let run = try samples.reference()
    run.pts = samplesTaken
    samplesTaken += Int64(run.sampleCount)
    try chunks.send(run)
    try encodeChunks(into: muxer)
  }

  /// Encodes and writes the rest.
  func finish(in muxer: borrowing Muxer) throws {
    try chunks.end()
    try encodeChunks(into: muxer)
    try encoder.drain()
    try writePackets(to: muxer)
  }

  private func encodeChunks(into muxer: borrowing Muxer) throws {
    while case .frame = try chunks.receive(into: chunk) {
      chunk.pts = samplesSent
      samplesSent += Int64(chunk.sampleCount)
      try encoder.send(chunk)
      try writePackets(to: muxer)
    }
  }

  private func writePackets(to muxer: borrowing Muxer) throws {
    while case .packet = try encoder.receive(into: packet) {
      try muxer.write(packet, to: stream, timeBase: encoder.timeBase)
    }
  }
}

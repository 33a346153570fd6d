import Foundation
import MediaBasics

/// Encodes pictures, and sound where there is any, into one file.
struct MovieWriter: ~Copyable {
  private let muxer: Muxer
  private let encoder: Encoder
  /// What encodes in the encoder's place, where segments are encoded at once.
  private let segments: SegmentedEncoder?
  private let stream: Int
  private let sound: SoundTrack?
  private let packet: Packet

  /// Creates the file, with a sound track where `sound` is given.
  ///
  /// - Parameters:
  ///   - url: The scratch file that is written.
  ///   - file: The output's name for messages.
  ///   - frames: How many pictures come, where that is known.
  init(
    creating url: URL, named file: String, format: VideoFormat, video: VideoEncoding, sound: SoundEncoding?,
    frames: Int? = nil, cancellation: Cancellation
  ) throws {
    let encoder = try Encoder(video)
    let muxer = try Muxer(creating: url, container: format.rawValue, named: file, cancellation: cancellation)
    let stream = try muxer.addStream(from: encoder, rate: video.rate)
    let track: SoundTrack? = if let sound { try SoundTrack(sound, in: muxer) } else { nil }
    try muxer.start(options: format.muxing)
    let packet = try Packet()
    let cut = frames.flatMap { frames in
      SegmentedEncoder.Cut(
        frames: frames, size: video.size, keyframeInterval: video.keyframeInterval,
        cores: ProcessInfo.processInfo.activeProcessorCount)
    }
    segments = video.bySegments ? cut.map { SegmentedEncoder(video, $0, cancellation: cancellation) } : nil
    self.encoder = encoder
    self.muxer = muxer
    self.stream = stream
    self.sound = track
    self.packet = packet
  }

  /// Writes a picture as frame `index`; indexes rise by one from 0.
  borrowing func write(_ frame: borrowing Frame, at index: Int) throws {
    let picture = try frame.reference()
    picture.pts = Int64(index)
    picture.duration = 1
    if let segments { try segments.send(picture) } else { try encoder.send(picture) }
    try writePackets()
  }

  /// Writes samples in the encoding's rate and channels; they follow the ones before without a gap.
  borrowing func write(sound samples: borrowing Frame) throws {
    try sound?.write(samples, to: muxer)
  }

  /// Writes what the encoders still hold, then the index, and closes the file.
  consuming func finish() throws {
    if let segments { segments.drain() } else { try encoder.drain() }
    try writePackets()
    try sound?.finish(in: muxer)
    try muxer.finish()
  }

  private borrowing func writePackets() throws {
    while case .packet = try segments?.receive(into: packet) ?? encoder.receive(into: packet) {
      // Encoders leave it out; without it the last frame would have no length.
      packet.duration = 1
      try muxer.write(packet, to: stream, timeBase: encoder.timeBase)
    }
  }
}

import MediaBasics

/// From where to where an audio stream sounds, by its packets: without encoder priming and padding.
struct SoundSpan: Hashable, Sendable {
  private let timeBase: Rational
  private let sampleRate: Int
  private var start: Int64?
  private var end: Int64?
  private var priming: Int64 = 0
  private var padding: Int64 = 0

  init(of stream: MediaStream) {
    timeBase = stream.timeBase
    sampleRate = max(stream.sampleRate, 1)
  }

  /// Reads a file without video from where the demuxer stands to its end.
  init(reading demuxer: borrowing Demuxer, _ stream: MediaStream) throws {
    self.init(of: stream)
    demuxer.discardAll(except: stream.index)
    let packet = try Packet()
    while try demuxer.read(into: packet) {
      if packet.stream == stream.index { add(packet) }
    }
  }

  mutating func add(_ packet: borrowing Packet) {
    guard !packet.isDiscarded, let pts = packet.pts else { return }
    let skipped = packet.skippedSamples
    if start == nil { (start, priming) = (pts, Int64(skipped.atStart)) }
    start = min(start ?? pts, pts)
    if pts + packet.duration >= end ?? .min {
      end = pts + packet.duration
      padding = Int64(skipped.atEnd)
    }
  }

  /// When sound begins, in seconds.
  var begin: Double { Double(start ?? 0) * timeBase.doubleValue + Double(priming) / Double(sampleRate) }

  /// When sound ends, in seconds.
  var finish: Double { Double(end ?? 0) * timeBase.doubleValue - Double(padding) / Double(sampleRate) }

  /// How long it sounds.
  var seconds: Double { max(0, finish - begin) }
}

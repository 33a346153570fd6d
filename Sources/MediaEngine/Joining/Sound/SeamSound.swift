import CFFmpeg
import Foundation
import MediaBasics

/// Encodes the sound packets between copied ones of what both sides of a seam sound like.
///
/// A packet's window reaches over two slots, and halves of neighbouring windows cancel each other's aliasing: the
/// encoder hears the same samples as the copied neighbours were made of, and begins a few slots early, so that the
/// change isn't heard.
struct SeamSound: Sendable {
  let plan: AssemblyPlan
  let copy: SoundCopyPlan
  let sources: [SoundPackets]
  let settings: SoundEncoding
  /// Samples over which a clip falls silent at a seam, and the next one rises.
  let fade: Int
  let cancellation: Cancellation

  // Slots that the encoder hears before its first packet counts.
  private static let warmUp = 2
  // Slots that a decoder needs before what it gives is whole.
  private static let lead = 2

  /// The packets between clip `index`'s copied ones and the next clip's, or the end, in order.
  func packets(after index: Int) throws -> [[UInt8]] {
    let wanted = copy.encoded(after: index)
    guard !wanted.isEmpty else { return [] }
    let heard = wanted.lowerBound - Self.warmUp..<wanted.upperBound + 1
    let range = copy.samples(of: heard.lowerBound).lowerBound..<copy.samples(of: heard.upperBound).lowerBound
    var samples = SoundSamples(channels: settings.channels, range: range)
    try add(index, to: &samples, slots: heard, isNext: false)
    if index + 1 < copy.parts.count { try add(index + 1, to: &samples, slots: heard, isNext: true) }
    let packets = try encode(samples, wanted)
    guard packets.count == wanted.count else {
      throw MediaError.internalFault("Encoding a seam's sound", AVFailure(rw_averror(EINVAL)))
    }
    return packets
  }

  private func add(_ index: Int, to samples: inout SoundSamples, slots: Range<Int>, isNext: Bool) throws {
    let (part, span, source) = (copy.parts[index], plan.spans[index], sources[index])
    let fallsSilent = !isNext && (index + 1 < copy.parts.count || span.isTrimmed)
    let run = SoundSamples.Run(
      heard: part.heard, fadeIn: isNext ? fade : 0, fadeOut: fallsSilent ? fade : 0,
      offset: copy.samples(of: part.first).lowerBound - source.first)
    let numbers = (slots.lowerBound - Self.lead - part.first..<slots.upperBound - part.first)
      .clamped(to: 0..<source.count)
    guard !numbers.isEmpty else { return }
    try samples.add(
      run, from: try SoundSource(source, from: numbers.lowerBound, cancellation: cancellation),
      upTo: source.first + numbers.upperBound * SoundPackets.samples)
  }

  private func encode(_ samples: SoundSamples, _ wanted: Range<Int>) throws -> [[UInt8]] {
    let encoder = try Encoder(settings)
    let made = try Packet()
    let times = Set(wanted.map { Int64(copy.samples(of: $0).lowerBound) })
    var packets: [[UInt8]] = []
    func collect() throws {
      while case .packet = try encoder.receive(into: made) {
        if let time = made.pts, times.contains(time) { packets.append([UInt8](made.payload)) }
      }
    }
    for start in stride(from: samples.range.lowerBound, to: samples.range.upperBound, by: SoundPackets.samples) {
      try encoder.send(
        try Frame(sound: samples, from: start, count: SoundPackets.samples, rate: settings.sampleRate))
      try collect()
    }
    try encoder.drain()
    try collect()
    return packets
  }
}

import CFFmpeg
import Foundation
import MediaBasics

/// The clips' AAC packets, copied but for a few around each seam, which are encoded while the clip before is copied.
final class CopiedSound: JoinedSound {
  private let seams: SeamSound
  private let stream: Int
  private let total: Int
  private let packet: Packet
  private var part = 0
  private var slot: Int
  private var reader: SoundPacketReader?
  private var seam: Aside<[[UInt8]]>?

  private var copy: SoundCopyPlan { seams.copy }

  /// Adds the stream to `muxer`; nil where the clips' sound can't be copied and has to be encoded.
  ///
  /// - Parameter firstPicture: When a clip's first picture is presented on its file's clock.
  init?(
    _ plan: AssemblyPlan, files: [URL], as settings: SoundEncoding, in muxer: borrowing Muxer,
    firstPicture: (_ clip: Int) -> Rational, cancellation: Cancellation
  ) throws {
    var sources: [SoundPackets] = []
    for span in plan.spans {
      guard let source = try SoundPackets(files[span.clip], cancellation: cancellation),
        source.rate == settings.sampleRate, source.channels == settings.channels
      else { return nil }
      sources.append(source)
    }
    let header = try Encoder(settings).header
    guard let last = plan.spans.last, sources.allSatisfy({ $0.agrees(with: header) }) else { return nil }
    let total = plan.sample(at: plan.duration, rate: settings.sampleRate)
    let fade = plan.sample(at: SoundAssembly.seamFade, rate: settings.sampleRate)
    let clips = zip(plan.spans, sources).map { span, source in
      let heard = plan.samples(of: span, rate: settings.sampleRate)
      let cut = firstPicture(span.clip).plus(span.offset) ?? firstPicture(span.clip)
      return SoundCopyPlan.Clip(
        first: source.first - plan.sample(at: cut, rate: settings.sampleRate) + heard.lowerBound,
        packets: source.count, heard: heard)
    }
    guard let copy = SoundCopyPlan(clips, total: total, fade: fade, isTrimmed: last.isTrimmed) else {
      return nil
    }
    stream = try muxer.addSoundStream(
      like: sources[0].parameters, rate: settings.sampleRate, packetSamples: SoundPackets.samples,
      priming: max(0, -copy.samples(of: copy.slots.lowerBound).lowerBound))
    packet = try Packet()
    seams = SeamSound(
      plan: plan, copy: copy, sources: sources, settings: settings, fade: fade, cancellation: cancellation)
    self.total = total
    slot = copy.slots.lowerBound
  }

  func write(through frame: Int, to muxer: borrowing Muxer) throws {
    try write(
      until: seams.plan.sample(at: seams.plan.time(of: frame + 1), rate: seams.settings.sampleRate), to: muxer)
  }

  func finish(in muxer: borrowing Muxer) throws { try write(until: total, to: muxer) }

  private func write(until end: Int, to muxer: borrowing Muxer) throws {
    while slot < copy.slots.upperBound, copy.samples(of: slot).lowerBound < end {
      guard !copy.parts[part].copied.contains(slot) else {
        try copyPacket()
        try writePacket(to: muxer)
        continue
      }
      for bytes in try seamPackets() {
        packet.take(from: try Packet(holding: bytes))
        try writePacket(to: muxer)
      }
      part = min(part + 1, copy.parts.count - 1)
    }
  }

  private func writePacket(to muxer: borrowing Muxer) throws {
    // The last one may be heard for less than it holds.
    let heard = copy.samples(of: slot).clamped(to: .min..<total)
    packet.becomeSound(at: Int64(heard.lowerBound), lasting: Int64(heard.count))
    try muxer.write(packet, to: stream, timeBase: Rational(1, Int64(seams.settings.sampleRate)) ?? Rational(1))
    slot += 1
  }

  private func copyPacket() throws {
    let source = seams.sources[part]
    let number = slot - copy.parts[part].first
    if reader == nil {
      reader = try SoundPacketReader(source, from: number, cancellation: seams.cancellation)
      seam = Aside { [seams, part] in try seams.packets(after: part) }
    }
    guard try reader?.next(into: packet) == number else {
      throw MediaError.unreadable(source.file.relativePath, AVFailure(rw_averror(EINVAL)))
    }
  }

  private func seamPackets() throws -> [[UInt8]] {
    defer {
      reader = nil
      seam = nil
    }
    return try seam?.value() ?? []
  }
}

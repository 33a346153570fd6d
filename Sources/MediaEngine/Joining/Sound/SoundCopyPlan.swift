import MediaBasics

/// Which sound packets of joined clips are copied, and which are encoded anew around the seams: pure.
///
/// The output's packets are slots of 1024 samples on the first clip's grid. A later clip's packets lie on a grid of
/// their own, so its sound is moved by up to half a packet (11 ms at 48 kHz) to the nearest place on it; clips don't
/// add up.
struct SoundCopyPlan: Hashable, Sendable {
  /// A clip's sound on the output's timeline, in samples.
  struct Clip: Hashable, Sendable {
    /// Where its first packet's samples would be heard.
    var first: Int
    /// How many packets it has.
    var packets: Int
    /// The samples at which it is heard.
    var heard: Range<Int>
  }

  /// A clip's share.
  struct Part: Hashable, Sendable {
    /// The slot that its first packet would take.
    var first: Int
    /// The slots that its packets fill.
    var copied: Range<Int>
    /// The samples at which it is heard: where it is moved away from a seam, what it holds there begins later or ends
    /// sooner.
    var heard: Range<Int>
  }

  /// The sample at which slot 0 is heard.
  let base: Int
  /// The clips' shares in order.
  let parts: [Part]
  /// All slots; those between the parts' are encoded.
  let slots: Range<Int>

  /// Plans a join.
  ///
  /// - Parameters:
  ///   - total: The output's samples.
  ///   - fade: Samples over which a clip falls silent at a seam, and the next one rises.
  ///   - isTrimmed: Whether the last clip is cut before its end.
  /// - Returns: nil where there is nothing to gain, or sound is missing where the output begins.
  init?(_ clips: [Clip], total: Int, fade: Int, isTrimmed: Bool) {
    let length = SoundPackets.samples
    guard let opening = clips.first, opening.first <= 0, total > 0 else { return nil }
    base = opening.first
    func slot(of sample: Int) -> Int { (sample - opening.first).floored(by: length) }
    // One packet before the first sample: what it leaves over is heard in the next.
    let start = max(0, slot(of: 0) - 1)
    let end = slot(of: total - 1) + 1
    var parts: [Part] = []
    for (index, clip) in clips.enumerated() {
      let distance = clip.first - base
      let first = (distance + length / 2).floored(by: length)
      let isLast = index == clips.count - 1
      let shift = first * length - distance
      let heardStart = clip.heard.lowerBound + max(0, shift)
      let heardEnd = max(heardStart, min(clip.heard.upperBound, total) + min(0, shift))
      // Its own packet before the first copied one is decoded for the encoder, so it must be whole.
      let lower = index == 0 ? start : max(slot(of: heardStart + fade - 1) + 1, first + 1)
      let upper =
        isLast && !isTrimmed && first + clip.packets >= end
        ? end : min(slot(of: heardEnd - fade) - 1, first + clip.packets - 1)
      guard upper - lower >= Self.leastCopied else { return nil }
      parts.append(Part(first: first, copied: lower..<upper, heard: heardStart..<heardEnd))
    }
    self.parts = parts
    slots = start..<end
    // Where sound is missing for long, it is written as it is encoded instead of being held.
    guard parts.indices.allSatisfy({ encoded(after: $0).count <= Self.mostEncoded }) else { return nil }
  }

  /// The slots after part `index` that are encoded.
  func encoded(after index: Int) -> Range<Int> {
    parts[index].copied.upperBound..<(index + 1 < parts.count ? parts[index + 1].copied.lowerBound : slots.upperBound)
  }

  /// The samples that a slot is heard at.
  func samples(of slot: Int) -> Range<Int> {
    let start = base + slot * SoundPackets.samples
    return start..<start + SoundPackets.samples
  }

  /// Shorter clips are encoded as a whole: around them hardly anything could be copied.
  private static let leastCopied = 8
  private static let mostEncoded = 512
}

extension Int {
  /// The quotient, rounded towards the smaller number.
  fileprivate func floored(by divisor: Int) -> Int {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}

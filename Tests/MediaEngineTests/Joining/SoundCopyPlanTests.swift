import Testing

@testable import MediaEngine

/// Guards what the sound of a join by packets rests on: every slot is filled once, and only with what is whole.
@Suite struct SoundCopyPlanTests {
  private typealias Clip = SoundCopyPlan.Clip
  private static let fade = 240

  /// Clips one after the other, each with a packet of priming before its first sample and `extra` packets beyond its end.
  private func clips(_ lengths: [Int], extra: Int = 1, late: Int = 0) -> [Clip] {
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return Clip(
        first: start - 1024 + late, packets: 1 + (length + 1023) / 1024 + extra, heard: start..<start + length)
    }
  }

  @Test("every slot is one clip's or encoded, and what is copied is heard whole", arguments: 0..<60)
  func slots(seed: Int) throws {
    let lengths = (0...seed % 5).map { 20_000 + (seed * 7919 + $0 * 104_729) % 280_000 }
    let clips = clips(lengths, extra: seed % 6 - 3)
    let total = lengths.reduce(0, +)
    let plan = try #require(SoundCopyPlan(clips, total: total, fade: Self.fade, isTrimmed: false))
    var next = plan.slots.lowerBound
    for (index, part) in plan.parts.enumerated() {
      #expect(part.copied.lowerBound == next)
      next = plan.encoded(after: index).upperBound
      #expect(plan.encoded(after: index).lowerBound == part.copied.upperBound)
      // At most half a packet from where the pictures are.
      let shift = plan.samples(of: part.first).lowerBound - clips[index].first
      #expect(shift.magnitude <= 512)
      #expect(index > 0 || shift == 0)
      // Never more than the clip holds.
      #expect(clips[index].heard.lowerBound + max(0, shift) == part.heard.lowerBound)
      #expect(clips[index].heard.upperBound + min(0, shift) == part.heard.upperBound)
      let numbers = part.copied.lowerBound - part.first..<part.copied.upperBound - part.first
      #expect(numbers.lowerBound >= (index == 0 ? 0 : 1) && numbers.upperBound <= clips[index].packets)
      if index > 0 {
        #expect(plan.samples(of: part.copied.lowerBound).lowerBound >= part.heard.lowerBound + Self.fade)
      }
      if index < clips.count - 1 {
        // The last copied packet's window reaches over one slot more.
        #expect(plan.samples(of: part.copied.upperBound).upperBound <= part.heard.upperBound - Self.fade)
        #expect(plan.encoded(after: index).count < 12)
      }
    }
    #expect(next == plan.slots.upperBound)
    #expect(plan.samples(of: plan.slots.upperBound - 1).contains(total - 1))
    #expect(plan.samples(of: plan.slots.lowerBound + 1).lowerBound <= 0)
  }

  @Test("the first clip keeps all its packets, also before a seam")
  func first() throws {
    let plan = try #require(
      SoundCopyPlan(clips([480_000, 480_000]), total: 960_000, fade: Self.fade, isTrimmed: false))
    #expect(plan.slots == 0..<939)
    #expect(plan.parts[0] == .init(first: 0, copied: 0..<468, heard: 0..<480_000))
    // The second clip's grid lies 256 samples before the first one's.
    #expect(plan.parts[1].first == 469)
    // Moved to 256 samples later, it begins so much later: what a decoder gives before is priming.
    #expect(plan.parts[1].heard == 480_256..<960_000)
    #expect(plan.encoded(after: 1).isEmpty)
  }

  @Test("a trim ends in silence like a seam, and what lacks at the end is encoded")
  func ends() throws {
    let trimmed = try #require(SoundCopyPlan(clips([100_000]), total: 60_000, fade: Self.fade, isTrimmed: true))
    #expect(trimmed.encoded(after: 0).upperBound == trimmed.slots.upperBound && !trimmed.encoded(after: 0).isEmpty)
    let short = try #require(
      SoundCopyPlan(clips([100_000], extra: -20), total: 100_000, fade: Self.fade, isTrimmed: false))
    #expect(short.encoded(after: 0).count > 20)
  }

  @Test("sound that begins late, and clips too short to gain, are encoded as a whole")
  func refused() {
    #expect(SoundCopyPlan(clips([100_000], late: 5000), total: 100_000, fade: Self.fade, isTrimmed: false) == nil)
    #expect(
      SoundCopyPlan(clips([100_000, 9000, 100_000]), total: 209_000, fade: Self.fade, isTrimmed: false) == nil)
    // An hour of missing sound isn't held in memory.
    #expect(
      SoundCopyPlan(clips([200_000_000], extra: -100_000), total: 200_000_000, fade: Self.fade, isTrimmed: false)
        == nil)
    #expect(SoundCopyPlan([], total: 100_000, fade: Self.fade, isTrimmed: false) == nil)
  }
}

import MediaBasics
import MediaEngine
import Testing

@testable import GenerationWorkflow

@Suite struct SeamLossTests {
  @Test func `a crossfade takes its seconds' frames, begun ones too`() throws {
    let half = try #require(Rational("0.51"))
    #expect(Seam.crossfade(half).lostFrames(at: Rational(24)) == 13)
    #expect(Seam.drop.lostFrames(at: Rational(24)) == 1 && Seam.keep.lostFrames(at: Rational(24)) == 0)
  }

  @Test func `seconds beyond any sense take all frames of any clip, or none`() {
    #expect(Seam.crossfade(Rational(.max)).lostFrames(at: Rational(24)) > 1_000_000)
    #expect(Seam.crossfade(Rational(.min)).lostFrames(at: Rational(24)) == 0)
  }
}

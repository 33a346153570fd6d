import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards what is set aside for a generation: too little breaks a limit, too much stops what could be paid.
@Suite struct PricingTests {
  private let clip: URL
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    clip = folder / "clip.mp4"
    try FFmpeg.clip(clip, size: "64x36", seconds: 2.5)
  }

  private func expected(_ model: String, dearest: Decimal? = nil, duration: Rational? = nil) async throws -> Decimal {
    let request = GenerationRequest(model: model, prompt: "x", duration: duration, seedVideo: .file(clip))
    return try await Pricing.expected(
      for: request, of: try ModelCatalog.builtIn.model(model), dearestSecond: dearest
    ).amount
  }

  @Test("a clip that is as long as its input costs what its begun seconds do, by the catalog, experience or ceiling")
  func followsInput() async throws {
    let listed = try #require(try ModelCatalog.builtIn.model("aleph2").price?.perSecond)
    #expect(listed > 0)
    #expect(try await expected("aleph2") == Decimal(0.84))
    #expect(try await expected("bria:50@1", dearest: Decimal(0.5)) == Decimal(1.5))
    #expect(try await expected("bria:50@1") == 3)
  }

  @Test("what is asked for in the service's own words counts: seconds, and how many")
  func words() async throws {
    let model = try ModelCatalog.builtIn.model("minimax:1@1")
    var asked = GenerationRequest(model: model.id, prompt: "x", duration: Rational(6))
    asked.extra = ["duration": 10, "numberResults": 4]
    #expect(try await Pricing.expected(for: asked, of: model, dearestSecond: nil).amount == 40)
    #expect(try await Pricing.expected(for: asked, of: model, dearestSecond: Decimal(0.5)).amount == 20)
  }

  @Test("the ceiling is above every price that the catalog has, at its size")
  func ceiling() throws {
    var priced = 0
    for model in ModelCatalog.builtIn.models where model.price != nil {
      for size in [PixelSize(width: 1920, height: 1080), PixelSize(width: 3840, height: 2160)] {
        var asked = GenerationRequest(model: model.id, prompt: "x", duration: Rational(10))
        asked.size = size
        guard let cost = RequestChecker.expectedCost(of: asked, for: model)?.amount else { continue }
        priced += 1
        #expect(cost <= 10 * Pricing.ceilingPerSecond(asked), "\(model.id) at \(size): \(cost)")
      }
    }
    #expect(priced > 20)
  }

  @Test("where neither tells how long, the longest that is usual is reckoned")
  func unknown() async throws {
    let model = try ModelCatalog.builtIn.model("bria:50@1")
    let asked = GenerationRequest(model: model.id, seedVideo: .identifier("https://example.test/a.mp4"), results: -5)
    #expect(try await Pricing.expected(for: asked, of: model, dearestSecond: nil).amount == 10)
    #expect(try await Pricing.known(for: asked, of: model, dearestSecond: nil) == nil)
  }
}

import Foundation
import MediaBasics
import Testing

@testable import ModelCatalog

@Suite struct ExpectedCostTests {
  private func cost(_ id: String, _ change: (inout GenerationRequest) -> Void) throws -> String? {
    var request = GenerationRequest(model: id, prompt: "a red mug")
    change(&request)
    return try RequestChecker.expectedCost(of: request, for: ModelCatalog.builtIn.model(id))?.description
  }

  @Test("a cost is told with two to four decimal places")
  func words() {
    #expect("\(Cost(Decimal(1) / Decimal(2)))" == "USD 0.50")
    #expect("\(Cost(Decimal(5) / Decimal(48)))" == "USD 0.1042")
    #expect("\(Cost(12))" == "USD 12.00")
  }

  @Test func `credits a second, a cent each`() throws {
    #expect(try cost("gen4.5") { $0.duration = Rational(5) } == "USD 0.60")
    #expect(
      try cost("gen4_turbo") {
        $0.duration = Rational(10)
        $0.frameImages = [FrameImage(.identifier("a"))]
      } == "USD 0.50")
  }

  @Test func `without a length, the model's own counts`() throws {
    #expect(try cost("gen4.5") { _ in } == "USD 0.60")
  }

  @Test func `sound, size and inputs change the price`() throws {
    #expect(try cost("veo3.1") { $0.duration = Rational(8) } == "USD 3.20")
    #expect(
      try cost("veo3.1") {
        $0.duration = Rational(8); $0.extra = ["audio": false]
      } == "USD 1.60")
    #expect(
      try cost("seedance2") {
        $0.duration = Rational(4); $0.size = PixelSize("1280x720")
      } == "USD 1.44")
    #expect(
      try cost("seedance2") {
        $0.duration = Rational(4); $0.size = PixelSize("1920x1080")
      } == "USD 1.60")
    #expect(
      try cost("seedance2") {
        $0.duration = Rational(4); $0.size = PixelSize("3840x2160")
      } == "USD 6.00")
    #expect(
      try cost("hailuo3") {
        $0.duration = Rational(5)
        $0.frameImages = [FrameImage(.identifier("a"))]
        $0.extra = ["resolution": "768p"]
      } == "USD 0.52")
  }

  @Test func `a clip costs the minimum at least`() throws {
    #expect(
      try cost("seedance2_5") {
        $0.duration = Rational(4); $0.size = PixelSize("854x480")
      } == "USD 0.80")
    #expect(
      try cost("seedance2_mini") {
        $0.duration = Rational(4); $0.size = PixelSize("640x640")
      } == "USD 0.64")
  }

  @Test func `an unknown price or length is told as unknown`() throws {
    #expect(try cost("klingai:5@3") { $0.duration = Rational(5) } == nil)
    #expect(try cost("seedance2_5") { $0.size = PixelSize("1920x1080") } == nil)
    #expect(try cost("aleph2") { $0.seedVideo = .identifier("a") } == nil)
  }

  @Test func `amounts are exact`() {
    #expect((Cost(Decimal(string: "0.1") ?? 0) + Cost(Decimal(string: "0.2") ?? 0)).description == "USD 0.30")
    #expect((Cost(Decimal(string: "0.0125") ?? 0) * 3).description == "USD 0.0375")
    #expect(Cost.zero.description == "USD 0.00")
  }
}

import MediaBasics
import Testing

@testable import GenerationWorkflow

/// Guards the choice of durations: too few leave the result short, too many cost money.
@Suite struct ChainPlanTests {
  private func plan(_ missing: String, _ allowed: [String], fps: Int, prices: [Int]? = nil) throws -> [String] {
    let offers = try allowed.enumerated().map { index, text in
      let duration = try #require(Rational(text))
      return ChainPlan.Offer(
        duration: duration, price: prices?[index] ?? Int((duration.doubleValue * 1000).rounded()))
    }
    let missing = try #require(Rational(missing))
    return try ChainPlan(covering: missing, with: offers, frameRate: Rational(fps)).durations.map(\.description)
  }

  @Test(
    "the cheapest set covers what is missing after each clip has lost its doubled frame",
    arguments: [
      ("18", ["5", "10"], 24, ["10", "10"]), ("9", ["5", "10"], 24, ["10"]), ("10", ["5", "10"], 24, ["10", "5"]),
      ("4.95", ["5", "10"], 24, ["5"]), ("4.96", ["5", "10"], 24, ["10"]), ("18", ["6"], 25, ["6", "6", "6", "6"]),
      ("17.88", ["6"], 25, ["6", "6", "6"]), ("14", ["5", "10"], 24, ["10", "5"]), ("0.01", ["4", "8"], 24, ["4"]),
      ("7", ["4", "6", "8"], 24, ["8"]), ("11.9", ["4", "6", "8"], 24, ["8", "4"]),
    ])
  func cheapest(missing: String, allowed: [String], fps: Int, expected: [String]) throws {
    #expect(try plan(missing, allowed, fps: fps) == expected)
  }

  @Test("a cheaper way with more clips is taken; of equally cheap ones the one with fewer clips")
  func prices() throws {
    #expect(try plan("9", ["5", "10"], fps: 24, prices: [1, 3]) == ["5", "5"])
    #expect(try plan("9", ["5", "10"], fps: 24, prices: [1, 2]) == ["10"])
  }

  @Test("fine steps are used: a model with 1.2 … 12 s in tenths gives just what is needed")
  func range() throws {
    let steps = (12...120).map { "\(Double($0) / 10)" }
    #expect(try plan("7.02", steps, fps: 24) == ["71/10"])
    #expect(try plan("7.1", steps, fps: 24) == ["36/5"])
  }

  @Test("durations that add no frame are refused with their list")
  func nothing() {
    let error = #expect(throws: WorkflowError.self) { try plan("5", ["0.01"], fps: 24) }
    #expect(error?.report.code == "workflow.no-durations")
  }

  @Test("what would take more clips than anybody means is refused before it is planned")
  func tooMany() throws {
    #expect(try plan("9900", ["5", "10"], fps: 24).count == 995)
    let error = #expect(throws: WorkflowError.self) { try plan("1000000", ["5", "10"], fps: 24) }
    #expect(error?.report.code == "workflow.too-many-clips" && error?.report.kind == .usage)
    #expect(error?.report.message.contains("1000000 s") == true)
  }
}

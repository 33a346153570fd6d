import Testing

@testable import MediaEngine

@Suite struct `Planning copies` {
  /// I P B B P B B: the usual order of three-frame groups.
  private static let reordered: [Int64] = [0, 3, 1, 2, 6, 4, 5]

  @Test func `places are presented order whatever the ticks are`() {
    #expect(PresentedOrder(times: [1000, 4000, 2000, 3000])?.places == [0, 3, 1, 2])
    #expect(PresentedOrder(times: [1000, 1000]) == nil)
    #expect(PresentedOrder(times: [])?.places == [])
  }

  @Test(arguments: [(7, 7), (6, 4), (5, 4), (4, 4), (3, 1), (2, 1), (1, 1), (0, 0)])
  func `a stream is cut only where all before is shown before all after`(limit: Int, cut: Int) throws {
    let order = try #require(PresentedOrder(times: Self.reordered))
    #expect(order.cut(atMost: limit) == cut)
  }

  @Test func `decoding runs ahead by what reordering needs`() throws {
    #expect(try #require(PresentedOrder(times: Self.reordered)).delay == 1)
    // A pyramid: P, then the middle B, then its neighbours.
    #expect(try #require(PresentedOrder(times: [0, 4, 2, 1, 3])).delay == 2)
    #expect(try #require(PresentedOrder(times: [0, 1, 2])).delay == 0)
  }

  @Test func `the shared frame goes from the earlier clip's tail`() throws {
    let order = try #require(PresentedOrder(times: Self.reordered))
    let plan = CopyPlan([order, order, order], dropped: 1, total: 19)
    #expect(plan.parts.map(\.base) == [0, 6, 12])
    #expect(plan.parts.map(\.kept) == [6, 6, 7])
    #expect(plan.parts.map(\.encoded) == [4..<6, 4..<6, 7..<7])
    #expect(plan.encodes)
  }

  @Test func `without reordering nothing is encoded`() throws {
    let order = try #require(PresentedOrder(times: [0, 1, 2, 3]))
    let plan = CopyPlan([order, order], dropped: 1, total: 7)
    #expect(!plan.encodes && plan.parts.map(\.kept) == [3, 4])
  }

  @Test(arguments: 1...19)
  func `a trim keeps exactly the asked frames`(total: Int) throws {
    let order = try #require(PresentedOrder(times: Self.reordered))
    let plan = CopyPlan([order, order, order], dropped: 1, total: total)
    #expect(plan.parts.reduce(0) { $0 + $1.kept } == total)
    #expect(plan.parts.allSatisfy { $0.copied <= $0.kept && $0.kept > 0 })
  }
}

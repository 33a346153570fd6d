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
    #expect(plan.parts.map(\.copied) == [0..<4, 0..<4, 0..<7])
    #expect(plan.parts.map(\.tail) == [4..<6, 4..<6, 7..<7])
    #expect(plan.encodes)
  }

  @Test func `without reordering nothing is encoded`() throws {
    let order = try #require(PresentedOrder(times: [0, 1, 2, 3]))
    let plan = CopyPlan([order, order], dropped: 1, total: 7)
    #expect(!plan.encodes && plan.parts.map(\.copied) == [0..<3, 0..<4])
  }

  /// Three groups of seven frames.
  private static let groups = PresentedOrder(
    times: (0..<3).flatMap { group in reordered.map { $0 + 7 * group } }, fresh: [0, 7, 14])

  @Test func `a crossfade is encoded with what comes before the later clip's next group`() throws {
    let order = try #require(Self.groups)
    let plan = CopyPlan([order, order, order], dropped: 0, overlap: 3, total: 57)
    #expect(plan.parts.map(\.base) == [0, 18, 36])
    #expect(plan.parts.map(\.copied) == [0..<18, 7..<18, 7..<21])
    #expect(plan.parts.map(\.tail) == [18..<18, 18..<18, 21..<21])
    #expect(plan.parts.map(\.blended) == [3, 3, 0] && plan.parts.map(\.head) == [3..<7, 3..<7, 0..<0])
    #expect(plan.copied == 43)
  }

  @Test(arguments: 1...57)
  func `a trim at or in a crossfade keeps exactly the asked frames`(total: Int) throws {
    let order = try #require(Self.groups)
    let plan = CopyPlan([order, order, order], dropped: 0, overlap: 3, total: total)
    #expect(plan.parts.reduce(0) { $0 + $1.copied.count + $1.encoded } == total)
  }

  @Test func `a clip of one group is encoded whole after a crossfade`() throws {
    let order = try #require(PresentedOrder(times: Self.reordered))
    let plan = CopyPlan([order, order], dropped: 0, overlap: 2, total: 12)
    #expect(plan.parts.map(\.copied) == [0..<4, 7..<7] && plan.parts[0].head == 2..<7)
    #expect(plan.parts[0].tail == 4..<5 && plan.parts[0].blended == 2)
  }

  @Test(arguments: 1...19)
  func `a trim keeps exactly the asked frames`(total: Int) throws {
    let order = try #require(PresentedOrder(times: Self.reordered))
    let plan = CopyPlan([order, order, order], dropped: 1, total: total)
    #expect(plan.parts.reduce(0) { $0 + $1.copied.count + $1.encoded } == total)
    #expect(plan.parts.allSatisfy { $0.copied.count + $0.tail.count > 0 })
  }
}

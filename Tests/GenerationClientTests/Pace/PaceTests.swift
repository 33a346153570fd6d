import Foundation
import TestSupport
import Testing

@testable import GenerationClient

struct PaceTests {
  /// Sends as soon as the bucket lets, `asked` seconds apart at the earliest, and gives the moments of sending.
  private func moments(perMinute: Int, requests: Int, every asked: Duration) -> [Double] {
    var bucket = TokenBucket(perMinute: perMinute)
    return (0..<requests).map { number in
      let now = asked * number
      return (now + bucket.reserve(at: now)).inSeconds
    }
  }

  @Test(arguments: [1, 2, 7, 30, 60, 600], [0, 100, 1000, 3000])
  func `no minute holds more requests than allowed`(perMinute: Int, milliseconds: Int) {
    let moments = moments(perMinute: perMinute, requests: perMinute * 4, every: .milliseconds(milliseconds)).sorted()
    for (index, moment) in moments.enumerated() {
      let within = moments[index...].prefix { $0 <= moment + 60 }.count
      #expect(within <= perMinute)
    }
  }

  @Test func `a few go out at once, and all that may in the long run`() {
    let moments = moments(perMinute: 60, requests: 500, every: .zero)
    #expect(moments.prefix(10).allSatisfy { $0 == 0 })
    #expect(moments[10] > 0)
    #expect((moments.last ?? 0) < 600)
  }

  @Test func `a pause that is asked for holds every request`() async throws {
    let time = TestTime()
    let pacer = RequestPacer(perMinute: 600, time: time.source)
    try await pacer.admit()
    #expect(time.now == .zero)
    await pacer.hold(for: .seconds(40))
    await pacer.hold(for: .seconds(5))
    try await pacer.admit()
    #expect(time.now == .seconds(40))
  }

  @Test func `pauses double up to the longest, and chance takes off up to half`() {
    let policy = RetryPolicy(first: .seconds(1), longest: .seconds(30))
    #expect((1...7).map { policy.pause(after: $0, random: 0) } == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
    #expect(policy.pause(after: 3, random: 1) == .seconds(2))
    #expect(policy.pause(after: 10_000, random: 0) == .seconds(30))
  }

  @Test func `places are given in order, and who gives up waiting is passed over`() async throws {
    let limit = FlightLimit(1)
    try await limit.enter("a")
    try await limit.enter("a")
    let waiting = Lines()
    let second = Task { try await limit.enter("b") { waiting.add("b") } }
    try await Moment.until("one waits") { !waiting.all.isEmpty }
    let third = Task { try await limit.enter("c") { waiting.add("c") } }
    try await Moment.until("two wait") { waiting.all.count == 2 }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(await limit.tasks == ["a"])
    await limit.leave("a")
    try await third.value
    #expect(await limit.tasks == ["c"])
    await limit.rename("c", to: "d")
    await limit.leave("c")
    #expect(await limit.tasks == ["d"])
  }
}

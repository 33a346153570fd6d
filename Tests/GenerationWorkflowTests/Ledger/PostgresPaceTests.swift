import Foundation
import GenerationClient
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards that all workers together keep to what the service allows for a key.
@Suite(.timeLimit(.minutes(10))) struct PostgresPaceTests {
  @Test("two workers together keep to one schedule: a burst, then a request an interval, none lost and none too many")
  func schedule() async throws {
    let rig = try await LedgerRig(.postgres)
    let paces = [try rig.pace(in: "a"), try rig.pace(in: "b")]
    let (burst, interval) = (10, 61.0 / 50)
    func moment(_ selected: String) throws -> Double {
      try #require(Double(try rig.sql("SELECT extract(epoch FROM \(selected)").joined()))
    }
    let before = try moment("clock_timestamp())")
    let began = ContinuousClock.now
    let moments = try await withThrowingTaskGroup(of: Double.self) { group in
      for number in 0..<200 {
        group.addTask {
          let wait = try await paces[number % 2].reserve(burst: Double(burst), interval: .seconds(interval))
          return (ContinuousClock.now + wait - began) / .seconds(1)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }.sorted()
    }
    let after = try moment("clock_timestamp())")
    // By the workers' clocks none is sooner than the schedule; by the server's it has as many places as were asked for.
    for (number, moment) in moments.enumerated() {
      #expect(moment > Double(number + 1 - burst) * interval - 0.01, "request \(number)")
    }
    let first = try moment("\"nextAt\") FROM pace") - Double(moments.count - burst) * interval
    #expect(first > before - 0.01 && first < after + 0.01)
  }

  @Test("a pause that the service asks of one worker holds all; another key is not held")
  func hold() async throws {
    let rig = try await LedgerRig(.postgres)
    let one = try rig.pace(in: "a")
    _ = try await one.reserve(burst: 5, interval: .seconds(1))
    await one.hold(for: .seconds(40))
    #expect(try await rig.pace(in: "b").reserve(burst: 5, interval: .seconds(1)) > .seconds(35))
    #expect(try await rig.pace("another", in: "b").reserve(burst: 5, interval: .seconds(1)) == .zero)
  }

  @Test("the database knows a key by a hash")
  func hash() async throws {
    let rig = try await LedgerRig(.postgres)
    _ = try await rig.pace("runware https://api.test test-key", in: "a").reserve(burst: 5, interval: .seconds(1))
    let keys = try rig.sql("SELECT key FROM pace")
    #expect(keys.count == 1 && keys[0].count == 32 && keys[0].allSatisfy(\.isHexDigit))
  }

  @Test("tasks under way are counted over all workers; those of one that is gone go to who waits")
  func flights() async throws {
    let rig = try await LedgerRig(.postgres)
    let first = try rig.open(in: "a")
    let (one, other) = (try rig.pace(of: first), try rig.pace(in: "b"))
    #expect(try await one.enter("t1", limit: 2) == .taken)
    #expect(try await one.enter("t1", limit: 2) == .taken)
    #expect(try await other.enter("t2", limit: 2) == .taken)
    #expect(try await other.enter("t3", limit: 2) == .full(adopted: []))
    await other.rename("t2", to: "theirs")
    await first.close()
    #expect(try await other.enter("t3", limit: 2) == .full(adopted: ["t1"]))
    await other.leave("t1")
    #expect(try await other.enter("t3", limit: 2) == .taken)
    // At the service already: counted, whether or not there was a place.
    await other.note("t4")
    #expect(try rig.sql("SELECT task FROM flight ORDER BY 1") == ["t3", "t4", "theirs"])
  }
}

import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Synchronization
import Testing

struct PaceOnTheWireTests {
  /// The most requests that any minute held.
  private func most(_ moments: [Duration]) -> Int {
    moments.map { moment in moments.filter { $0 >= moment && $0 <= moment + .seconds(60) }.count }.max() ?? 0
  }

  private final class Moments: Sendable {
    private let moments = Mutex<[Duration]>([])
    func add(_ moment: Duration) { moments.withLock { $0.append(moment) } }
    var all: [Duration] { moments.withLock(\.self) }
  }

  @Test func `ten tasks polled one by one stay under sixty requests in any minute`() async throws {
    let time = TestTime()
    let moments = Moments()
    let server = try FakeServer { _, number in
      moments.add(time.now)
      return number < 300 ? [.json(#"{"status":"RUNNING"}"#)] : [.json(#"{"status":"CANCELLED"}"#)]
    }
    let provider = try Rig.runway(server, time) {
      $0.requestsPerMinute = 60
      $0.pollInterval = .seconds(1)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<10 { group.addTask { _ = try await Rig.states(provider, "t-\(number)") } }
      try await group.waitForAll()
    }
    #expect(moments.all.count >= 300)
    #expect(most(moments.all) <= 60)
  }

  @Test func `ten tasks polled together need twelve requests a minute`() async throws {
    let time = TestTime()
    let moments = Moments()
    let server = try FakeServer { request, number in
      moments.add(time.now)
      let items = Rig.ids(request).map {
        number < 40 ? #"{"taskUUID":"\#($0)","status":"processing"}"# : Rig.success($0)
      }
      return [.json(#"{"data":[\#(items.joined(separator: ","))]}"#)]
    }
    let provider = try Rig.runware(server, time) { $0.requestsPerMinute = 60 }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<10 { group.addTask { _ = try await Rig.states(provider, "t-\(number)") } }
      try await group.waitForAll()
    }
    #expect(most(moments.all) <= 14)
  }
}

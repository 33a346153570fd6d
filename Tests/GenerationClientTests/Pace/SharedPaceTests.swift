import Foundation
import GenerationClient
import Synchronization
import Testing

@testable import GenerationClient

/// A pace that does as a test says, and remembers what it was asked.
private final class ScriptedPace: SharedPace {
  struct State {
    var waits: [Duration] = []
    var places: [SharedPlace] = []
    var calls: [String] = []
  }

  struct Refused: Error {}

  let state = Mutex(State())

  init(waits: [Duration] = [], places: [SharedPlace] = []) {
    state.withLock { ($0.waits, $0.places) = (waits, places) }
  }

  var calls: [String] { state.withLock(\.calls) }

  func note(call: String) { state.withLock { $0.calls.append(call) } }

  func reserve(burst: Double, interval: Duration) async throws -> Duration {
    note(call: "reserve \(burst)")
    return try state.withLock { state in
      guard !state.waits.isEmpty else { throw Refused() }
      return state.waits.removeFirst()
    }
  }

  func enter(_ task: String, limit: Int) async throws -> SharedPlace {
    note(call: "enter \(task) of \(limit)")
    return try state.withLock { state in
      guard !state.places.isEmpty else { throw Refused() }
      return state.places.removeFirst()
    }
  }

  func hold(for duration: Duration) async { note(call: "hold \(duration)") }
  func note(_ task: String) async { note(call: "note \(task)") }
  func rename(_ task: String, to other: String) async { note(call: "rename \(task) \(other)") }
  func leave(_ task: String) async { note(call: "leave \(task)") }
}

/// Guards that a client whose key others use, too, keeps to what they agreed on.
struct SharedPaceTests {
  @Test func `a request goes out when its place among those of all is there, and a pause holds all`() async throws {
    let (time, pace) = (TestTime(), ScriptedPace(waits: [.seconds(7), .zero]))
    let pacer = RequestPacer(perMinute: 60, time: time.source, shared: pace)
    try await pacer.admit()
    #expect(time.now == .seconds(7))
    try await pacer.admit()
    #expect(time.now == .seconds(7))
    await pacer.hold(for: .seconds(3))
    #expect(pace.calls == ["reserve 10.0", "reserve 10.0", "hold \(Duration.seconds(3))"])
  }

  @Test func `a place that is long past isn't used: another is taken`() async throws {
    let time = TestTime()
    let pace = ScriptedPace(waits: [.zero, .seconds(1)])
    let pacer = RequestPacer(perMinute: 60, time: time.source, shared: pace)
    // Held for longer than the place lasts, as if the process had been stopped.
    await pacer.hold(for: .seconds(30))
    try await pacer.admit()
    #expect(time.now == .seconds(31))
    #expect(pace.calls.count == 3)
  }

  @Test func `where no place is to be had any more nothing goes out`() async throws {
    let pacer = RequestPacer(perMinute: 60, time: TestTime().source, shared: ScriptedPace())
    await #expect(throws: ScriptedPace.Refused.self) { try await pacer.admit() }
  }

  @Test func `a task waits for a place among those of all, and looks after those that nobody follows`() async throws {
    let time = TestTime()
    let pace = ScriptedPace(places: [.full(adopted: ["left"]), .full(adopted: []), .taken])
    let limit = FlightLimit(2, shared: pace, time: time.source)
    let seen = Mutex<[Set<String>]>([])
    try await limit.enter("a") {
      let tasks = await limit.tasks
      seen.withLock { $0.append(tasks) }
    }
    // Not asked for itself while it waits: it isn't at the service.
    #expect(seen.withLock(\.self) == [["left"], ["left"]])
    #expect(time.sleeps == [.seconds(0.5), .seconds(0.5)])
    #expect(await limit.tasks == ["a", "left"])
    await limit.rename("a", to: "b")
    await limit.leave("b")
    await limit.leave("b")
    await limit.note("c")
    await limit.note("c")
    #expect(pace.calls.suffix(3) == ["rename a b", "leave b", "note c"])
  }

  @Test func `a task that gets no place leaves its own to others`() async throws {
    let limit = FlightLimit(1, shared: ScriptedPace(), time: TestTime().source)
    await #expect(throws: ScriptedPace.Refused.self) { try await limit.enter("a") }
    #expect(await limit.tasks.isEmpty)
    await #expect(throws: ScriptedPace.Refused.self) { try await limit.enter("b") }
  }
}

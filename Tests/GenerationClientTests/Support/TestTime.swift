import Foundation
import GenerationClient
import Synchronization
import TestSupport

/// Time that passes only by being waited for: each sleep ends at once and moves the clock to its end.
final class TestTime: Sendable {
  private struct State {
    var now = Duration.zero
    var sleeps: [Duration] = []
    var held: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let random: Double
  private let holding: Duration?

  /// - Parameters:
  ///   - random: what every throw of the dice gives.
  ///   - holding: sleeps of exactly this length last until they are released.
  init(random: Double = 0, holding: Duration? = nil) {
    self.random = random
    self.holding = holding
  }

  /// Lets held sleeps end, once there are so many and something else is so, too.
  ///
  /// - Throws: where that never comes, and lets them end all the same: nothing else would.
  func release(whenHeld count: Int, _ condition: () async -> Bool) async throws {
    defer {
      let held = state.withLock { state in
        defer { state.held = [] }
        return state.held
      }
      for sleeper in held { sleeper.resume() }
    }
    try await Moment.until("\(count) sleeps are held, and what the test adds") {
      let held = state.withLock(\.held.count)
      return held >= count ? await condition() : false
    }
  }

  var now: Duration { state.withLock(\.now) }

  /// All sleeps asked for, in order.
  var sleeps: [Duration] { state.withLock(\.sleeps) }

  func advance(_ duration: Duration) { state.withLock { $0.now += duration } }

  var source: TimeSource {
    TimeSource(
      now: { self.now },
      sleep: { duration in
        try Task.checkCancellation()
        self.state.withLock { state in
          state.now += duration
          state.sleeps.append(duration)
        }
        if duration == self.holding {
          await withCheckedContinuation { sleeper in self.state.withLock { $0.held.append(sleeper) } }
        }
        await Task.yield()
      }, random: { self.random })
  }
}

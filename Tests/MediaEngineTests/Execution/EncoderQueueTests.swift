import TestSupport
import Testing

@testable import MediaEngine

/// Guards memory and cores where many clips are encoded at the same time.
@Suite struct EncoderQueueTests {
  @Test func `never more are inside than there are places, and all get their turn`() async throws {
    let (queue, count) = (EncoderQueue(places: 2), Count())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await queue.enter()
          await count.enter()
          try await Task.sleep(for: .milliseconds(2))
          await count.leave()
          await queue.leave()
        }
      }
      try await group.waitForAll()
    }
    #expect(await count.most == 2)
    #expect(await count.served == 20)
  }

  @Test func `one that is cancelled while it waits leaves the queue, and takes nobody's place`() async throws {
    let queue = EncoderQueue(places: 1)
    try await queue.enter()
    let waiting = Task { try await queue.enter() }
    try await Moment.until("the second waits") { await !queue.waiting.isEmpty }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    await queue.leave()
    try await queue.enter()
  }
}

private actor Count {
  private(set) var now = 0
  private(set) var most = 0
  private(set) var served = 0

  func enter() {
    now += 1
    most = max(most, now)
  }

  func leave() {
    now -= 1
    served += 1
  }
}

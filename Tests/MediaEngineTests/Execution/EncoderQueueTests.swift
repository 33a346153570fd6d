import Synchronization
import Testing

@testable import MediaEngine

/// Guards memory and cores where many clips are encoded at the same time.
@Suite struct EncoderQueueTests {
  @Test func `never more are inside than there are places, and all get their turn`() async throws {
    let queue = EncoderQueue(places: 2)
    let inside = Mutex((now: 0, most: 0, served: 0))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await queue.enter()
          inside.withLock {
            $0.now += 1; $0.most = max($0.most, $0.now)
          }
          try await Task.sleep(for: .milliseconds(2))
          inside.withLock {
            $0.now -= 1; $0.served += 1
          }
          await queue.leave()
        }
      }
      try await group.waitForAll()
    }
    inside.withLock {
      #expect($0.most == 2)
      #expect($0.served == 20)
    }
  }

  @Test func `one that is cancelled while it waits leaves the queue, and takes nobody's place`() async throws {
    let queue = EncoderQueue(places: 1)
    try await queue.enter()
    let waiting = Task { try await queue.enter() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    await queue.leave()
    try await queue.enter()
  }
}

import Foundation

/// Frames that a thread of its own makes a few ahead of whoever takes them, so that filters and an encoder work side by
/// side.
final class FramesAhead {
  private let work = FrameLine()

  /// Begins at once.
  ///
  /// - Parameters:
  ///   - limit: How many frames may wait.
  ///   - make: Hands frames over in their order until there are no more, or until handing one over throws.
  init(atMost limit: Int, _ make: @escaping @Sendable (_ hand: (consuming Frame) throws -> Void) throws -> Void) {
    Thread { [work] in
      do {
        try make { try work.add($0, atMost: limit) }
        work.end(nil)
      } catch {
        work.end(error)
      }
    }.start()
  }

  deinit { work.abandon() }

  /// Takes the next frame, waiting for it; nil after the last.
  ///
  /// - Throws: What making them threw.
  func next() throws -> Frame? { try work.next() }
}

/// The frames that wait, shared by two threads.
private final class FrameLine {
  private let condition = NSCondition()
  private var frames: [Boxed<Frame>] = []
  private var isAbandoned = false
  private var ending: Result<Void, any Error>?

  func add(_ frame: consuming Frame, atMost limit: Int) throws {
    let boxed = Boxed(frame)
    try condition.withLock {
      while frames.count >= limit, !isAbandoned { condition.wait() }
      if isAbandoned { throw CancellationError() }
      frames.append(boxed)
      condition.broadcast()
    }
  }

  func end(_ failure: (any Error)?) {
    condition.withLock {
      ending = failure.map { .failure($0) } ?? .success(())
      condition.broadcast()
    }
  }

  func abandon() {
    condition.withLock {
      isAbandoned = true
      condition.broadcast()
    }
  }

  func next() throws -> Frame? {
    let first: Boxed<Frame>? = try condition.withLock {
      while frames.isEmpty, ending == nil { condition.wait() }
      if frames.isEmpty { try ending?.get() }
      let first = frames.isEmpty ? nil : frames.removeFirst()
      condition.broadcast()
      return first
    }
    return try first?.content.reference()
  }
}

// Everything in it is read and changed under its condition alone; a box is handed from one thread to the other.
extension FrameLine: @unchecked Sendable {}

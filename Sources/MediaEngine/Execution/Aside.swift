import Foundation

/// A value that a thread of its own works out while the caller goes on.
final class Aside<Value: Sendable>: Sendable {
  private let state = State()

  /// Begins at once.
  init(_ body: @escaping @Sendable () throws -> Value) {
    Thread { [state] in state.fill(Result(catching: body)) }.start()
  }

  /// The value, once it is there.
  ///
  /// - Throws: What working it out threw.
  func value() throws -> Value { try state.wait().get() }

  private final class State: @unchecked Sendable {
    // The result is read and changed under the condition alone.
    private let condition = NSCondition()
    private var result: Result<Value, any Error>?

    func fill(_ result: Result<Value, any Error>) {
      condition.withLock {
        self.result = result
        condition.broadcast()
      }
    }

    func wait() -> Result<Value, any Error> {
      condition.withLock {
        while true {
          if let result { return result }
          condition.wait()
        }
      }
    }
  }
}

import Foundation

/// Lets any number of workers in, or one that must be alone.
final class ExclusiveGate: Sendable {
  private struct State {
    var inside = 0
    var waitingToBeAlone = 0
    var someoneIsAlone = false
  }

  private let state = LockedState(State())

  /// Runs `body` in any company.
  func shared<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.change(once: { $0.waitingToBeAlone == 0 && !$0.someoneIsAlone }) { $0.inside += 1 }
    defer { state.change { $0.inside -= 1 } }
    return try body()
  }

  /// Runs `body` with nobody else inside; who comes meanwhile waits.
  func alone<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.change { $0.waitingToBeAlone += 1 }
    state.change(once: { $0.inside == 0 && !$0.someoneIsAlone }) { state in
      state.waitingToBeAlone -= 1
      state.someoneIsAlone = true
    }
    defer { state.change { $0.someoneIsAlone = false } }
    return try body()
  }
}

/// A value behind a lock that threads can wait on.
private final class LockedState<Value> {
  private let condition = NSCondition()
  private var value: Value

  init(_ value: Value) { self.value = value }

  /// Changes the value, as soon as it is as wanted.
  func change(once isRight: (Value) -> Bool = { _ in true }, _ body: (inout Value) -> Void) {
    condition.lock()
    defer {
      condition.broadcast()
      condition.unlock()
    }
    while !isRight(value) { condition.wait() }
    body(&value)
  }
}

// The value is read and changed under the condition's lock only.
extension LockedState: @unchecked Sendable where Value: Sendable {}

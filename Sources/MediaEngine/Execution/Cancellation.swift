import Synchronization

/// A flag that blocking work looks at between steps; libav's I/O asks it too.
final class Cancellation: Sendable {
  private let flag = Atomic(false)

  var isCancelled: Bool { flag.load(ordering: .relaxed) }

  func cancel() { flag.store(true, ordering: .relaxed) }

  /// Throws `CancellationError` once cancelled.
  func check() throws {
    if isCancelled { throw CancellationError() }
  }
}

import MediaBasics
import Synchronization

/// Cancels a task at its first progress, from the thread that makes it: however busy the others are.
final class Canceller: Sendable {
  private let task = Mutex<Task<Void, any Error>?>(nil)

  /// Runs work that is given a progress handler, and cancels it as soon as that is called.
  func run(_ work: @escaping @Sendable (@escaping ProgressHandler) async throws -> Void) async throws {
    let running = Task { try await work { _ in self.task.withLock { $0?.cancel() } } }
    task.withLock { $0 = running }
    try await running.value
  }
}

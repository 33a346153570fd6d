import Foundation

/// Lets no more encoders work at once than there are cores: more would take memory and make none of them faster.
actor EncoderQueue {
  static let shared = EncoderQueue(places: ProcessInfo.processInfo.activeProcessorCount)

  private var free: Int
  private(set) var waiting: [(visitor: Int, resume: CheckedContinuation<Void, any Error>)] = []
  private var visitors = 0

  init(places: Int) {
    free = max(1, places)
  }

  /// Takes a place, waiting for one in order.
  ///
  /// - Throws: `CancellationError`.
  func enter() async throws {
    if free > 0 {
      free -= 1
      return
    }
    visitors += 1
    let visitor = visitors
    try await withTaskCancellationHandler {
      try Task.checkCancellation()
      try await withCheckedThrowingContinuation { waiting.append((visitor, $0)) }
    } onCancel: {
      Task { await self.withdraw(visitor) }
    }
  }

  /// Gives a place to whoever waits longest.
  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume.resume() }
  }

  private func withdraw(_ visitor: Int) {
    guard let index = waiting.firstIndex(where: { $0.visitor == visitor }) else { return }
    waiting.remove(at: index).resume.resume(throwing: CancellationError())
  }
}

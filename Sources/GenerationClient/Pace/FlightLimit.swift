/// Bounds how many tasks of one key are under way at the service; who comes later waits, in order.
actor FlightLimit {
  private let limit: Int
  private var flying: Set<String> = []
  private var waiting: [(id: String, visitor: Int, resume: CheckedContinuation<Void, any Error>)] = []
  private var visitors = 0

  init(_ limit: Int) {
    self.limit = max(1, limit)
  }

  /// The tasks that hold a place.
  var tasks: Set<String> { flying }

  /// Whether somebody waits for a place.
  var isCrowded: Bool { !waiting.isEmpty }

  /// Takes a place without waiting: for a task that is at the service already.
  func note(_ id: String) {
    flying.insert(id)
  }

  /// Takes a place for a task, waiting for one; a task that has one keeps it.
  ///
  /// - Parameter onWait: called once if there is no place yet.
  func enter(_ id: String, onWait: @Sendable () async -> Void = {}) async throws {
    if flying.contains(id) { return }
    if flying.count < limit, waiting.isEmpty {
      flying.insert(id)
      return
    }
    visitors += 1
    let visitor = visitors
    await onWait()
    if flying.count < limit, waiting.isEmpty {
      flying.insert(id)
      return
    }
    try await withTaskCancellationHandler {
      try Task.checkCancellation()
      try await withCheckedThrowingContinuation { waiting.append((id, visitor, $0)) }
    } onCancel: {
      Task { await self.withdraw(visitor) }
    }
  }

  /// Gives a task's place to the same task under another id.
  func rename(_ id: String, to other: String) {
    guard flying.remove(id) != nil else { return }
    flying.insert(other)
  }

  /// Gives a task's place to whoever waits longest.
  func leave(_ id: String) {
    guard flying.remove(id) != nil else { return }
    while flying.count < limit, !waiting.isEmpty {
      let next = waiting.removeFirst()
      flying.insert(next.id)
      next.resume.resume()
    }
  }

  private func withdraw(_ visitor: Int) {
    guard let index = waiting.firstIndex(where: { $0.visitor == visitor }) else { return }
    waiting.remove(at: index).resume.resume(throwing: CancellationError())
  }
}

/// Bounds how many tasks of one key are under way at the service; who comes later waits, in order. Where the key is
/// shared, a task also needs a place among those of all.
actor FlightLimit {
  private let limit: Int
  private let shared: (any SharedPace)?
  private let time: TimeSource
  private var flying: Set<String> = []
  private var waiting: [(id: String, visitor: Int, resume: CheckedContinuation<Void, any Error>)] = []
  private var visitors = 0
  /// Those of them that still wait for a place among those of all, and so aren't at the service.
  private var outside: Set<String> = []

  init(_ limit: Int, shared: (any SharedPace)? = nil, time: TimeSource = .system) {
    self.limit = max(1, limit)
    self.shared = shared
    self.time = time
  }

  /// The tasks that hold a place.
  var tasks: Set<String> { flying.subtracting(outside) }

  /// Whether somebody waits for a place.
  var isCrowded: Bool { !waiting.isEmpty || !outside.isEmpty }

  /// Takes a place without waiting: for a task that is at the service already.
  func note(_ id: String) async {
    if flying.insert(id).inserted { await shared?.note(id) }
  }

  /// Takes a place for a task, waiting for one; a task that has one keeps it.
  ///
  /// - Parameter onWait: called if there is no place yet.
  func enter(_ id: String, onWait: @Sendable () async -> Void = {}) async throws {
    if flying.contains(id) { return }
    try await enterHere(id, onWait: onWait)
    guard let shared else { return }
    outside.insert(id)
    defer { outside.remove(id) }
    do {
      while case .full(let adopted) = try await shared.enter(id, limit: limit) {
        flying.formUnion(adopted)
        await onWait()
        try await time.sleep(.seconds(0.5 + time.random()))
      }
    } catch {
      // It may have got its place at the same moment.
      await leave(id)
      throw error
    }
  }

  private func enterHere(_ id: String, onWait: @Sendable () async -> Void) async throws {
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
  func rename(_ id: String, to other: String) async {
    guard flying.remove(id) != nil else { return }
    flying.insert(other)
    await shared?.rename(id, to: other)
  }

  /// Gives a task's place to whoever waits longest.
  func leave(_ id: String) async {
    if free(id) { await shared?.leave(id) }
  }

  @discardableResult
  private func free(_ id: String) -> Bool {
    guard flying.remove(id) != nil else { return false }
    while flying.count < limit, !waiting.isEmpty {
      let next = waiting.removeFirst()
      flying.insert(next.id)
      next.resume.resume()
    }
    return true
  }

  private func withdraw(_ visitor: Int) {
    guard let index = waiting.firstIndex(where: { $0.visitor == visitor }) else { return }
    waiting.remove(at: index).resume.resume(throwing: CancellationError())
  }
}

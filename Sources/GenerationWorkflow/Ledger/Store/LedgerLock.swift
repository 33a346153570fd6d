import Synchronization

/// What only one may do at a time, taken until it is released; it is also let go when it is dropped.
final class LedgerLock: Sendable {
  /// What is locked.
  let name: String
  private let letGo: Mutex<(@Sendable () async -> Void)?>

  init(_ name: String, letGo: @escaping @Sendable () async -> Void) {
    self.name = name
    self.letGo = Mutex(letGo)
  }

  /// Lets others have it.
  func release() async { await claim()?() }

  private func claim() -> (@Sendable () async -> Void)? {
    letGo.withLock { action in
      defer { action = nil }
      return action
    }
  }

  deinit {
    if let action = claim() { Task { await action() } }
  }
}

extension Ledger {
  /// Takes one of some locks; `nil` where others have all of them.
  func lock(oneOf names: [String]) async throws -> LedgerLock? { try await store.take(oneOf: names) }

  /// Which of some locks somebody has; takes none.
  func held(of names: [String]) async throws -> Set<String> {
    names.isEmpty ? [] : try await store.held(of: names)
  }

  /// Waits until nobody else has this lock.
  func lock(_ name: String) async throws -> LedgerLock {
    while true {
      if let lock = try await store.take(oneOf: [name]) { return lock }
      try await Task.sleep(for: store.patience)
    }
  }

  /// Does something that nobody else does at the same time.
  func alone<Value: Sendable>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
    let lock = try await lock(name)
    do {
      let value = try await body()
      await lock.release()
      return value
    } catch {
      await lock.release()
      throw error
    }
  }
}

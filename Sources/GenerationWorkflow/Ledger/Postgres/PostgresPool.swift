/// A few connections that are shared; who comes when all are in use waits, in order.
actor PostgresPool {
  private let address: String
  private let limit: Int
  private var idle: [PostgresSession] = []
  private var made = 0
  private var waiting: [CheckedContinuation<PostgresSession, Never>] = []

  init(_ address: String, limit: Int = 4) {
    self.address = address
    self.limit = limit
  }

  /// Does something with one of the connections.
  nonisolated func run<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresHandle) throws -> Value
  ) async throws -> Value {
    let session = await take()
    do {
      let value = try await session.run(body)
      await give(session)
      return value
    } catch {
      await give(session)
      throw error
    }
  }

  private func take() async -> PostgresSession {
    if let session = idle.popLast() { return session }
    if made < limit {
      made += 1
      return PostgresSession(address)
    }
    return await withCheckedContinuation { waiting.append($0) }
  }

  private func give(_ session: PostgresSession) {
    guard !waiting.isEmpty else { return idle.append(session) }
    waiting.removeFirst().resume(returning: session)
  }
}

import Dispatch

/// A connection with a thread of its own, made when it is needed and made again when it was lost.
final class PostgresSession {
  private let address: String
  private let queue = DispatchQueue(label: "rwmedia.postgres")
  private var handle: PostgresHandle?
  private var timer: (any DispatchSourceTimer)?

  init(_ address: String) { self.address = address }

  /// Does something with the connection, on its thread.
  func run<Value: Sendable>(_ body: @escaping @Sendable (PostgresHandle) throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.onThread(body) }) }
    }
  }

  /// Does something with the connection again and again until ``stop()``, once more at once where it fails.
  func start(every seconds: Double, _ body: @escaping @Sendable (PostgresHandle) throws -> Void) {
    queue.async { [self] in
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(deadline: .now(), repeating: seconds)
      timer.setEventHandler { [weak self] in
        guard let self else { return }
        if (try? onThread(body)) == nil { try? onThread(body) }
      }
      timer.resume()
      self.timer = timer
    }
  }

  /// Ends what ``start(every:_:)`` began.
  func stop() {
    queue.async { [self] in
      timer?.cancel()
      timer = nil
    }
  }

  deinit { timer?.cancel() }

  private func onThread<Value>(_ body: (PostgresHandle) throws -> Value) throws -> Value {
    dispatchPrecondition(condition: .onQueue(queue))
    do {
      let open: PostgresHandle
      if let handle { open = handle } else { open = try connect() }
      handle = open
      return try body(open)
    } catch let failure as PostgresFailure {
      if failure.isBroken { handle = nil }
      throw failure
    }
  }

  private func connect() throws(PostgresFailure) -> PostgresHandle {
    let handle = try PostgresHandle(address)
    // Who is stopped in the middle of a transaction must not hold up all others.
    try handle.run(
      "SET TIME ZONE 'UTC'; SET DateStyle = 'ISO'; SET statement_timeout = '30s'; "
        + "SET idle_in_transaction_session_timeout = '15s'")
    return handle
  }
}

// The handle and the timer are only touched on the queue, which `onThread` checks.
extension PostgresSession: @unchecked Sendable {}

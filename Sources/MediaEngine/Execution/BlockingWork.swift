import Dispatch

/// Runs blocking C work on threads of its own, so that it never holds one of the few threads that `await` needs.
enum BlockingWork {
  private static let queue = DispatchQueue(label: "rwmedia.media", qos: .userInitiated, attributes: .concurrent)

  /// Runs `body`, which encodes video, once a core has time for it.
  static func encode<Result: Sendable>(
    _ body: @escaping @Sendable (Cancellation) throws -> Result
  ) async throws -> Result {
    try await EncoderQueue.shared.enter()
    do {
      let result = try await run(body)
      await EncoderQueue.shared.leave()
      return result
    } catch {
      await EncoderQueue.shared.leave()
      throw error
    }
  }

  /// Runs `body` on a thread of the pool; cancelling the task sets the flag that `body` is given.
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable (Cancellation) throws -> Result
  ) async throws -> Result {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.async {
          continuation.resume(with: Swift.Result { try body(cancellation) })
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }
}

import Synchronization

/// How long models usually take, looked up in the ledger now and then: hundreds of tasks ask at the same time.
final class UsualTimes: Sendable {
  private let ledger: Ledger
  private let known = Mutex<[String: (seconds: Double?, at: ContinuousClock.Instant)]>([:])
  private static let kept = Duration.seconds(10)

  init(_ ledger: Ledger) { self.ledger = ledger }

  /// Seconds that a model's tasks usually take, as of a few seconds ago; `nil` where nobody knows.
  func seconds(of model: String) async throws -> Double? {
    let now = ContinuousClock.now
    if let (seconds, at) = known.withLock({ $0[model] }), now - at < Self.kept { return seconds }
    let seconds = try await ledger.usualSeconds(of: model)
    known.withLock { $0[model] = (seconds, now) }
    return seconds
  }
}

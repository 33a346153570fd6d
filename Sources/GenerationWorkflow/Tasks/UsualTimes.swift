import Synchronization

/// How long models usually take, looked up in the ledger now and then: hundreds of tasks ask at the same time.
final class UsualTimes: Sendable {
  private let ledger: Ledger
  private let now: @Sendable () -> ContinuousClock.Instant
  private let known = Mutex<[[String]: (seconds: Double?, at: ContinuousClock.Instant)]>([:])
  private static let kept = Duration.seconds(10)

  init(_ ledger: Ledger, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    (self.ledger, self.now) = (ledger, now)
  }

  /// Seconds that a model's tasks usually take at a service, as of a few seconds ago; `nil` where nobody knows.
  func seconds(of model: String, scope: String) async throws -> Double? {
    let now = now()
    if let (seconds, at) = known.withLock({ $0[[model, scope]] }), now - at < Self.kept { return seconds }
    let seconds = try await ledger.usualSeconds(of: model, scope: scope)
    known.withLock { $0[[model, scope]] = (seconds, now) }
    return seconds
  }
}

/// Where waiting and chance come from, so that tests need neither.
public struct TimeSource: Sendable {
  /// The time since some moment; never goes back.
  public var now: @Sendable () -> Duration
  /// Waits; throws `CancellationError` when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void
  /// A number in 0..<1, for jitter.
  public var random: @Sendable () -> Double

  /// A source of its own making.
  public init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
  }

  /// The machine's clock, which goes on while it sleeps.
  public static let system: TimeSource = {
    let start = ContinuousClock.now
    return TimeSource(
      now: { ContinuousClock.now - start }, sleep: { try await Task.sleep(for: $0, clock: .continuous) },
      random: { Double.random(in: 0..<1) })
  }()
}

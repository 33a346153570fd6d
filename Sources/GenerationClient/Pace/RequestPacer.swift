/// Lets requests of one key out at the agreed pace, and holds all of them when the service asks for a pause.
actor RequestPacer {
  private var bucket: TokenBucket
  private var heldUntil = Duration.zero
  private let time: TimeSource
  private let shared: (any SharedPace)?

  init(perMinute: Int, time: TimeSource, shared: (any SharedPace)? = nil) {
    bucket = TokenBucket(perMinute: perMinute)
    self.time = time
    self.shared = shared
  }

  /// Returns when the next request may go out; first come, first served.
  ///
  /// - Throws: `CancellationError`; what ``SharedPace/reserve(burst:interval:)`` throws.
  func admit() async throws {
    try Task.checkCancellation()
    guard let shared else { return try await wait(until: time.now() + bucket.reserve(at: time.now())) }
    while true {
      let pause = try await shared.reserve(burst: bucket.capacity, interval: .seconds(1 / bucket.perSecond))
      let start = time.now() + pause
      try await wait(until: start)
      // Held up, or stopped for a while: the place is long past, and a burst of such would exceed what is allowed.
      if time.now() - start < Self.lateness { return }
    }
  }

  /// How late a place among the requests of all may be used.
  private static let lateness = Duration.seconds(2)

  private func wait(until start: Duration) async throws {
    while max(start, heldUntil) > time.now() {
      try await time.sleep(max(start, heldUntil) - time.now())
    }
  }

  /// Lets nothing out for a while: what a `Retry-After` asks for.
  func hold(for duration: Duration) async {
    heldUntil = max(heldUntil, time.now() + duration)
    await shared?.hold(for: duration)
  }
}

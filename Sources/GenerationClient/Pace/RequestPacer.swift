/// Lets requests of one key out at the agreed pace, and holds all of them when the service asks for a pause.
actor RequestPacer {
  private var bucket: TokenBucket
  private var heldUntil = Duration.zero
  private let time: TimeSource

  init(perMinute: Int, time: TimeSource) {
    bucket = TokenBucket(perMinute: perMinute)
    self.time = time
  }

  /// Returns when the next request may go out; first come, first served.
  func admit() async throws {
    try Task.checkCancellation()
    let now = time.now()
    let start = now + bucket.reserve(at: now)
    while max(start, heldUntil) > time.now() {
      try await time.sleep(max(start, heldUntil) - time.now())
    }
  }

  /// Lets nothing out for a while: what a `Retry-After` asks for.
  func hold(for duration: Duration) {
    heldUntil = max(heldUntil, time.now() + duration)
  }
}

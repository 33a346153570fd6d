/// Spaces requests so that no minute ever holds more than a given number, and a few may go out at once.
///
/// A full bucket lets a burst through; what flows back in a minute and the burst together are the limit.
struct TokenBucket: Sendable {
  /// How many may go out at once.
  let capacity: Double
  /// How many more each second.
  let perSecond: Double
  private var tokens: Double
  private var updated: Duration?

  /// A full bucket for at most `perMinute` requests in any minute.
  init(perMinute: Int) {
    let limit = Double(max(1, perMinute))
    capacity = min(10, max(1, (limit / 6).rounded(.down)))
    // 61, not 60: requests reach the service later than they leave, and not all equally late.
    perSecond = max(limit - capacity, 1) / 61
    tokens = capacity
  }

  /// Takes a token, on credit where there is none, and tells how long to wait until it is there.
  mutating func reserve(at now: Duration) -> Duration {
    if let updated { tokens = min(capacity, tokens + (now - updated).inSeconds * perSecond) }
    updated = now
    tokens -= 1
    return tokens >= 0 ? .zero : .seconds(-tokens / perSecond)
  }
}

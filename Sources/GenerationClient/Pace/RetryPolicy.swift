/// How often and how soon something that failed for the moment is tried again.
public struct RetryPolicy: Hashable, Sendable {
  /// How often it is tried in all, the first time included.
  public var attempts: Int
  /// The first pause; each further one is twice as long.
  public var first: Duration
  /// The longest pause that backing off leads to.
  public var longest: Duration
  /// The longest pause that a service may ask for; when it asks for more, that ends the tries.
  public var longestAsked: Duration

  /// Six tries over about a minute, unless told otherwise.
  public init(
    attempts: Int = 6, first: Duration = .seconds(1), longest: Duration = .seconds(30),
    longestAsked: Duration = .seconds(300)
  ) {
    self.attempts = attempts
    self.first = first
    self.longest = longest
    self.longestAsked = longestAsked
  }

  /// The pause after a number of failed tries: exponential, with up to half of it taken off at random.
  func pause(after failures: Int, random: Double) -> Duration {
    let doubled = first * Double(1 << min(max(failures - 1, 0), 20))
    return min(doubled, longest) * (1 - random / 2)
  }
}

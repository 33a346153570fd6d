/// When a task is asked for: at a steady pace, or as its model's usual time suggests.
struct PollSchedule: Sendable, Hashable {
  /// From one question to the next, once the task may be done any moment.
  var interval: Duration
  /// Whether the first questions come closer together, and those before the usual time less often.
  var adapts = false

  /// However long a model usually takes: a task that ends early is noticed within this time.
  private static let longest = Duration.seconds(60)
  /// The part of the usual time before which hardly any task is done.
  private static let early = 0.75

  /// From the beginning to the first question: tasks that are followed at the same moment share it.
  var first: Duration { min(interval, .seconds(1)) }

  /// From a question to the next.
  ///
  /// - Parameters:
  ///   - elapsed: how long the task has been followed.
  ///   - asked: how often it was asked for.
  ///   - usual: how long such a task usually takes; `nil` where nobody knows.
  func pause(elapsed: Duration, asked: Int, usual: Duration?) -> Duration {
    guard adapts else { return interval }
    if let usual { return max(interval, min(usual * Self.early - elapsed, Self.longest)) }
    var pause = first
    for _ in 0..<min(asked, 20) { pause = pause * 3 / 2 }
    return min(interval, pause)
  }
}

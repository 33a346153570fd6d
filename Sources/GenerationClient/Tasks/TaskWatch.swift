/// One task's life as the polls tell it: a pure state machine.
///
/// It waits until it has succeeded, failed or become unknown. Silence and trouble are waited out; whatever definite
/// comes in between starts the patience over.
struct TaskWatch: Sendable {
  private var expected: Int
  private let patience: Patience
  private var results: [TaskResult] = []
  private var quietSince: Duration?
  private var lastWord = "queued"

  /// A task that is complete with `expected` results.
  init(expected: Int, patience: Patience) {
    self.expected = max(1, expected)
    self.patience = patience
  }

  /// Learns that more results make the task complete.
  mutating func expect(atLeast results: Int) {
    expected = max(expected, results)
  }

  /// What a poll's answer makes of the task.
  ///
  /// - Throws: `provider.failing` after too long a time of nothing but trouble, which says nothing of the task.
  mutating func take(_ report: TaskReport, at now: Duration) throws(GenerationError) -> TaskState {
    let before = results.count
    for result in report.results where !results.contains(where: { $0.id == result.id }) { results.append(result) }
    if results.count >= expected { return .succeeded(results) }
    if let word = report.pending {
      quietSince = nil
      lastWord = word
      // Some number of the service's that is no share tells nothing.
      return .waiting(word: word, progress: report.progress.flatMap { (0...1).contains($0) ? $0 : nil })
    }
    if let failure = report.failures.first {
      if results.isEmpty { return .failed(failure) }
      if results.count + report.failures.count >= expected { return .succeeded(results) }
    }
    if results.count > before { quietSince = nil }
    return try quiet(report, at: now)
  }

  /// Nothing new came: from when on that counts as an answer of its own.
  private mutating func quiet(_ report: TaskReport, at now: Duration) throws(GenerationError) -> TaskState {
    let since = quietSince ?? now
    quietSince = since
    let limit = report.trouble != nil ? patience.outage : report.notFound ? patience.notFound : patience.silence
    guard now - since >= limit else { return .waiting(word: lastWord, progress: nil) }
    if !results.isEmpty { return .succeeded(results) }
    if let trouble = report.trouble { throw .troubled(trouble) }
    return .unknown
  }
}

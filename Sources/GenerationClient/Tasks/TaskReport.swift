/// What one poll's answer says of one task.
struct TaskReport: Sendable, Hashable {
  /// Finished results listed in it.
  var results: [TaskResult] = []
  /// Results that failed.
  var failures: [ProviderFailure] = []
  /// The service's word for what isn't finished; `nil` where nothing in the answer is unfinished.
  var pending: String?
  /// 0…1.
  var progress: Double?
  /// Trouble with the poll itself, about which the task is innocent.
  var trouble: ProviderFailure?
  /// The service says that it has no such task.
  var notFound = false

  /// An answer that doesn't mention the task.
  var isEmpty: Bool {
    results.isEmpty && failures.isEmpty && pending == nil && trouble == nil && !notFound
  }
}

/// How long what may pass by itself is waited out.
struct Patience: Sendable, Hashable {
  /// An id that the service says it doesn't know: a fresh task may not have got about yet.
  var notFound = Duration.seconds(60)
  /// An id that the answers pass over in silence: some services answer so for a task that is waiting.
  var silence = Duration.seconds(300)
  /// A task that every poll has trouble with, or a service that answers no poll.
  var outage = Duration.seconds(900)
}

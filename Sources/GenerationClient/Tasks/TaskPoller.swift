import MediaBasics

/// Asks for all tasks in flight, however many follow them: one round of questions for all that are due.
///
/// What the service tells by itself (``take(_:of:)``) counts like an answer.
actor TaskPoller {
  /// Asks about tasks once. An id that is missing from the answer was passed over in silence.
  typealias Question = @Sendable (_ ids: [String]) async throws -> [String: TaskReport]

  private struct Entry {
    var watch: TaskWatch
    var followers: [Int: AsyncThrowingStream<TaskState, any Error>.Continuation] = [:]
    var started: Duration
    /// When it is asked for next.
    var due: Duration
    var asked = 0
    /// Asked for even where nobody follows.
    var watched = false
  }

  private let schedule: PollSchedule
  private let timeout: Duration?
  private let patience: Patience
  private let time: TimeSource
  private let ask: Question
  private let onEnd: @Sendable (String) async -> Void
  private var entries: [String: Entry] = [:]
  private var followers = 0
  private var round: Task<Void, Never>?
  private var outageSince: Duration?
  /// How long tasks are expected to take.
  private var usual: [String: Duration] = [:]
  /// What was told of tasks before anybody followed them.
  private var early: [String: [TaskReport]] = [:]
  private static let mostEarly = 1000

  /// - Parameters:
  ///   - schedule: when a task is asked for.
  ///   - timeout: how long a task is followed; `nil` sets no limit.
  ///   - onEnd: told the id of a task that isn't asked for any more, over or given up.
  init(
    schedule: PollSchedule, timeout: Duration?, patience: Patience, time: TimeSource, ask: @escaping Question,
    onEnd: @escaping @Sendable (String) async -> Void
  ) {
    self.schedule = schedule
    self.timeout = timeout
    self.patience = patience
    self.time = time
    self.ask = ask
    self.onEnd = onEnd
  }

  /// How many tasks are asked for.
  var count: Int { entries.count }

  /// Learns how long a task usually takes.
  func expect(_ id: String, toTake usual: Duration) {
    self.usual[id] = usual
  }

  /// Takes what the service tells of a task without being asked.
  func take(_ report: TaskReport, of id: String) async {
    if entries[id] != nil { return await tell(id, report) }
    guard early.count < Self.mostEarly || early[id] != nil else { return }
    early[id, default: []].append(report)
  }

  /// Tells a task's states to a stream, from the next round on; a stream that is dropped is forgotten.
  func follow(_ id: String, results: Int, _ stream: AsyncThrowingStream<TaskState, any Error>.Continuation) {
    let follower = followers
    followers += 1
    prepare(id, results: results)
    entries[id]?.followers[follower] = stream
    stream.onTermination = { [weak self] _ in
      guard let self else { return }
      Task { await self.drop(follower, of: id) }
    }
  }

  /// Asks for a task even if nobody follows it, so that its end is noticed.
  func watch(_ id: String) {
    prepare(id, results: 1)
    entries[id]?.watched = true
  }

  private func prepare(_ id: String, results: Int) {
    if entries[id] == nil {
      let now = time.now()
      entries[id] = Entry(
        watch: TaskWatch(expected: results, patience: patience), started: now, due: now + schedule.first)
    }
    entries[id]?.watch.expect(atLeast: results)
    if round == nil { round = Task { await run() } }
    guard let reports = early.removeValue(forKey: id) else { return }
    Task { for report in reports { await tell(id, report) } }
  }

  private func drop(_ follower: Int, of id: String) {
    entries[id]?.followers[follower] = nil
    guard let entry = entries[id], entry.followers.isEmpty, !entry.watched else { return }
    entries[id] = nil
    if entries.isEmpty {
      round?.cancel()
      round = nil
    }
  }

  private func run() async {
    while let due = entries.values.map(\.due).min() {
      do {
        // No longer than an interval: a task that joins meanwhile may be due before the others.
        let pause = min(max(.zero, due - time.now()), schedule.interval)
        try await time.sleep(pause)
        await askOnce()
        try Task.checkCancellation()
      } catch {
        return
      }
    }
    round = nil
  }

  /// Asks for all tasks that are due, and with them for those that soon will be.
  private func askOnce() async {
    let now = time.now()
    guard entries.values.contains(where: { $0.due <= now }) else { return }
    let ids = entries.filter { $0.value.due <= now + schedule.interval / 2 }.keys.sorted()
    for id in ids { noteQuestion(id, at: now) }
    do {
      let reports = try await ask(ids)
      outageSince = nil
      for id in ids { await tell(id, reports[id] ?? TaskReport()) }
    } catch is CancellationError {
      return
    } catch {
      await noteOutage(error)
    }
    await expire()
  }

  private func noteQuestion(_ id: String, at now: Duration) {
    guard var entry = entries[id] else { return }
    entry.due = now + schedule.pause(elapsed: now - entry.started, asked: entry.asked, usual: usual[id])
    entry.asked += 1
    entries[id] = entry
  }

  private func tell(_ id: String, _ report: TaskReport) async {
    guard var entry = entries[id] else { return }
    let state: TaskState
    do {
      state = try entry.watch.take(report, at: time.now())
    } catch {
      return await end(id, throwing: error)
    }
    for (follower, stream) in entry.followers {
      if case .terminated = stream.yield(state) { entry.followers[follower] = nil }
      if state.isFinal { stream.finish() }
    }
    let forgotten = entry.followers.isEmpty && !entry.watched
    entries[id] = state.isFinal || forgotten ? nil : entry
    if state.isFinal { await finished(id) }
  }

  private func finished(_ id: String) async {
    usual[id] = nil
    await onEnd(id)
  }

  /// A poll without an answer says nothing about the tasks; only a long outage or a refused key ends the following.
  private func noteOutage(_ error: any Error) async {
    let now = time.now()
    let since = outageSince ?? now
    outageSince = since
    let kind = (error as? GenerationError)?.report.kind ?? .internalFault
    guard kind != .unavailable || now - since >= patience.outage else { return }
    outageSince = nil
    for id in entries.keys { await end(id, throwing: error) }
  }

  private func expire() async {
    guard let timeout else { return }
    let now = time.now()
    for (id, entry) in entries where now - entry.started >= timeout {
      await end(id, throwing: GenerationError.taskTimeout(id, after: timeout))
    }
  }

  private func end(_ id: String, throwing error: any Error) async {
    guard let entry = entries.removeValue(forKey: id) else { return }
    for stream in entry.followers.values { stream.finish(throwing: error) }
    await finished(id)
  }
}

import MediaBasics

/// Asks for all tasks in flight at a steady pace, however many follow them: one round of questions for all.
actor TaskPoller {
  /// Asks about tasks once. An id that is missing from the answer was passed over in silence.
  typealias Question = @Sendable (_ ids: [String]) async throws -> [String: TaskReport]

  private struct Entry {
    var watch: TaskWatch
    var followers: [Int: AsyncThrowingStream<TaskState, any Error>.Continuation] = [:]
    var started: Duration
    /// Asked for even where nobody follows.
    var watched = false
  }

  private let interval: Duration
  private let timeout: Duration?
  private let patience: Patience
  private let time: TimeSource
  private let ask: Question
  private let onEnd: @Sendable (String) async -> Void
  private var entries: [String: Entry] = [:]
  private var followers = 0
  private var round: Task<Void, Never>?
  private var outageSince: Duration?

  /// - Parameters:
  ///   - interval: from the beginning of one round to that of the next.
  ///   - timeout: how long a task is followed; `nil` sets no limit.
  ///   - onEnd: told the id of a task that isn't asked for any more, over or given up.
  init(
    interval: Duration, timeout: Duration?, patience: Patience, time: TimeSource, ask: @escaping Question,
    onEnd: @escaping @Sendable (String) async -> Void
  ) {
    self.interval = interval
    self.timeout = timeout
    self.patience = patience
    self.time = time
    self.ask = ask
    self.onEnd = onEnd
  }

  /// How many tasks are asked for.
  var count: Int { entries.count }

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
      entries[id] = Entry(watch: TaskWatch(expected: results, patience: patience), started: time.now())
    }
    entries[id]?.watch.expect(atLeast: results)
    if round == nil { round = Task { await run() } }
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
    // A short while first: tasks that are followed at the same moment share the first round.
    var pause = min(interval, .seconds(1))
    while !entries.isEmpty {
      do {
        try await time.sleep(pause)
        let began = time.now()
        await askOnce()
        try Task.checkCancellation()
        pause = max(.zero, interval - (time.now() - began))
      } catch {
        return
      }
    }
    round = nil
  }

  private func askOnce() async {
    let ids = entries.keys.sorted()
    guard !ids.isEmpty else { return }
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
    if state.isFinal { await onEnd(id) }
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
    await onEnd(id)
  }
}

import MediaBasics
import Synchronization

/// Joins submissions that come close together into one POST, and sees each one through on its own.
///
/// Runware takes a task's id from us and answers `conflictTaskUUID` for one that it has: so whatever is in doubt goes
/// out again, unchanged, and can't be bought twice.
actor SubmissionPacker {
  private struct Parcel: Sendable {
    let ticket: Int
    let id: String
    let payload: JSONValue
    let bytes: Int
    /// Sent alone from now on: among others it couldn't be told whom an error meant.
    var alone = false
    /// How often it went out: all but the last time it may have been taken.
    var departures = 0
  }

  private enum Fate: Sendable {
    case settled(Submission)
    case refused(GenerationError)
    case again(GenerationError, alone: Bool)
  }

  private let runware: RunwareChannel
  private let window: Duration
  private var queue: [Parcel] = []
  private var waiting: [Int: CheckedContinuation<Submission, any Error>] = [:]
  private var tickets = 0
  private var gathering = false

  /// - Parameter window: how long the first submission waits for others.
  init(_ runware: RunwareChannel, window: Duration) {
    self.runware = runware
    self.window = window
  }

  /// Hands one task in; cancelling stops the waiting, not what has left already.
  func submit(_ payload: JSONValue, id: String) async throws -> Submission {
    let bytes = payload.roughLength
    tickets += 1
    let parcel = Parcel(ticket: tickets, id: id, payload: payload, bytes: bytes)
    return try await withTaskCancellationHandler {
      try Task.checkCancellation()
      return try await withCheckedThrowingContinuation { continuation in
        waiting[parcel.ticket] = continuation
        queue.append(parcel)
        gather()
      }
    } onCancel: {
      Task { await self.withdraw(parcel.ticket) }
    }
  }

  /// How many submissions are not settled yet.
  var unsettled: Int { waiting.count }

  private func withdraw(_ ticket: Int) {
    queue.removeAll { $0.ticket == ticket }
    waiting.removeValue(forKey: ticket)?.resume(throwing: CancellationError())
  }

  private func gather() {
    guard !gathering else { return }
    gathering = true
    Task {
      try? await runware.channel.time.sleep(window)
      gathering = false
      for parcels in Self.packed(queue) { Task { await deliver(parcels) } }
      queue = []
    }
  }

  /// Parcels as they go out together: few enough, and no more than a few megabytes.
  private static func packed(_ parcels: [Parcel]) -> [[Parcel]] {
    var packs: [[Parcel]] = []
    var bytes = 0
    for parcel in parcels {
      let fits = packs.last.map { $0.count < 20 && bytes + parcel.bytes <= 4 << 20 && !parcel.alone && !$0[0].alone }
      if fits == true {
        packs[packs.count - 1].append(parcel)
        bytes += parcel.bytes
      } else {
        packs.append([parcel])
        bytes = parcel.bytes
      }
    }
    return packs
  }

  /// Sends parcels until each is settled, refused, or out of tries.
  private func deliver(_ parcels: [Parcel]) async {
    var open = parcels
    let (retries, time) = (runware.channel.retries, runware.channel.time)
    var tries = 0
    while !open.isEmpty {
      tries += 1
      var troubled: [(parcel: Parcel, error: GenerationError)] = []
      for pack in Self.packed(open) { troubled += await send(pack) }
      guard tries < retries.attempts else {
        for (parcel, error) in troubled { finish(parcel, .failure(error)) }
        return
      }
      open = troubled.map(\.parcel).filter { waiting[$0.ticket] != nil }
      if !open.isEmpty { try? await time.sleep(retries.pause(after: tries, random: time.random())) }
    }
  }

  /// Sends one pack and gives back what has to go out again.
  private func send(_ pack: [Parcel]) async -> [(parcel: Parcel, error: GenerationError)] {
    let departures = Departures()
    let answer: RunwareAnswer
    do {
      let body = try HTTPBody(.array(pack.map(\.payload)))
      answer = try await runware.post {
        departures.count.withLock { $0 += 1 }
        return body
      }
    } catch {
      for parcel in pack { finish(parcel, .failure(error), departures.of(parcel)) }
      return []
    }
    var troubled: [(Parcel, GenerationError)] = []
    for var parcel in pack {
      parcel.departures = departures.of(parcel)
      switch fate(of: parcel, among: pack.count, by: answer) {
      case .settled(let submission): finish(parcel, .success(submission))
      case .refused(let error): finish(parcel, .failure(error))
      case .again(let error, let alone):
        parcel.alone = alone
        troubled.append((parcel, error))
      }
    }
    return troubled
  }

  private func fate(of parcel: Parcel, among count: Int, by answer: RunwareAnswer) -> Fate {
    if answer.items.contains(where: { $0.taskID == parcel.id }) { return .settled(Submission(taskID: parcel.id)) }
    if let fault = answer.faults.first(where: { $0.taskID == parcel.id }) {
      if fault.isConflict { return .settled(Submission(taskID: parcel.id, alreadyKnown: true)) }
      // A task that ended at once was taken all the same: following it tells how it ended.
      if fault.endsTask, fault.meaning.isRetryable { return .settled(Submission(taskID: parcel.id)) }
      let error = runware.error(fault, status: answer.status)
      return fault.meaning.isRetryable ? .again(error, alone: false) : .refused(error)
    }
    guard let fault = answer.faults.first(where: { $0.taskID == nil }) else {
      // Not a word about it: it may have been taken or not.
      return .again(.badAnswer("Runware", "it did not mention task \(parcel.id)"), alone: false)
    }
    let error = runware.error(fault, status: answer.status)
    if fault.meaning.isRetryable { return .again(error, alone: false) }
    if count == 1 {
      return fault.isConflict ? .settled(Submission(taskID: parcel.id, alreadyKnown: true)) : .refused(error)
    }
    // It names no task: a refused key or an empty account concerns all, anything else one of them.
    return [.key].contains(error.report.kind) || error.code == .noCredit
      ? .refused(error) : .again(error, alone: true)
  }

  private func finish(_ parcel: Parcel, _ result: Result<Submission, any Error>, _ departures: Int? = nil) {
    let doubt = (departures ?? parcel.departures) > 1
    waiting.removeValue(forKey: parcel.ticket)?.resume(
      with: result.mapError { ($0 as? GenerationError)?.afterDoubt(doubt) ?? $0 })
  }

  /// Counts the tries of one exchange.
  private final class Departures: Sendable {
    let count = Mutex(0)

    func of(_ parcel: Parcel) -> Int { parcel.departures + count.withLock { $0 } }
  }
}

extension JSONValue {
  /// About how many bytes it takes as JSON; what makes it long is files within.
  fileprivate var roughLength: Int {
    switch self {
    case .null, .bool, .integer, .unsigned, .number: 8
    case .string(let text): text.utf8.count + 3
    case .array(let elements): elements.reduce(2) { $0 + $1.roughLength }
    case .object(let members): members.reduce(2) { $0 + $1.key.utf8.count + 4 + $1.value.roughLength }
    }
  }
}

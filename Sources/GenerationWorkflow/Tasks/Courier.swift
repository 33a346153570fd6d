import Foundation
import GenerationClient
import MediaBasics
import MediaEngine
import ModelCatalog
import Synchronization

/// Carries one task to its next stage: sends it, waits for it, brings its files home. Writes each outcome down.
struct Courier: Sendable {
  let provider: any GenerationProvider
  let ledger: Ledger
  let usualTimes: UsualTimes

  /// Sends a task that is written down; one that may have been sent before is sent again under the same id.
  ///
  /// - Parameter before: whether an earlier submission may have brought it to the service.
  func submit(
    _ task: GenerationTask, before: Bool, progress: ProgressHandler?
  ) async throws -> GenerationTask {
    progress?(
      ProgressUpdate(stage: "\(task.label): sending to \(task.model)", completed: 0, total: nil, unit: .seconds))
    let hasLeft = Mutex(false)
    do {
      let submission = try await provider.submit(try ledger.payload(of: task), taskID: task.id) {
        [ledger] departure in
        try await ledger.advance(task, to: departure == .leaving ? .intended : .waiting)
        hasLeft.withLock { $0 = departure == .leaving }
      }
      let isTheirs = submission.taskID != task.id
      do {
        // Under our own id it may be sent again.
        return try await ledger.advance(task, to: .accepted, as: .service, durable: isTheirs) { task in
          if isTheirs { task.providerID = submission.taskID }
        }
      } catch let error as WorkflowError where isTheirs {
        // Nobody else knows it.
        throw WorkflowError.unrecorded(task, as: submission.taskID, error)
      }
    } catch let error as GenerationError where error.code == .answerLost {
      return try await ledger.advance(task, to: .unknown)
    } catch let error as GenerationError where error.report.kind == .refused || error.report.kind == .key {
      // What is refused now may have been taken before, and paid for.
      if !provider.assignsTaskIDs, before || error.followsDoubt {
        guard error.report.kind != .key else { throw error }
        if try await isTaken(task) { return try await ledger.advance(task, to: .accepted, as: .service) }
      }
      return try await ledger.advance(task, to: .failed) { $0.failure = error.report }
    } catch is CancellationError where provider.assignsTaskIDs && hasLeft.withLock({ $0 }) {
      // The service may have it.
      try await ledger.advance(task, to: .unknown)
      throw CancellationError()
    } catch  where provider.assignsTaskIDs && Self.leftNothing(error) {
      // Left waiting it would hold its price back.
      let failure = (error as? GenerationError)?.report ?? WorkflowError.notSent(task).report
      try await ledger.advance(task, to: .failed) { $0.failure = failure }
      throw error
    }
  }

  /// Whether the service has a task of our id, asked until it must know: that it is waited for says nothing.
  private func isTaken(_ task: GenerationTask) async throws -> Bool {
    for try await state in provider.states(of: task.remoteID, results: task.results) where state.isFinal {
      return state != .unknown
    }
    try Task.checkCancellation()
    throw WorkflowError.lost(task)
  }

  /// Whether a submission that ended so has surely made no task at a service that makes the ids.
  private static func leftNothing(_ error: any Error) -> Bool {
    if error is CancellationError { return true }
    let certain: Set<GenerationError.Code> = [.unreachable, .untrusted, .timeout, .busy, .failing]
    return (error as? GenerationError).map { certain.contains($0.code) } ?? false
  }

  /// Waits until the service has made the task, or given it up.
  func follow(_ task: GenerationTask, progress: ProgressHandler?) async throws -> GenerationTask {
    let began = ContinuousClock.now
    let usual = try await usualTimes.seconds(of: task.model, scope: task.scope)
    if let usual { await provider.expect(task.remoteID, toTake: .seconds(usual)) }
    for try await state in provider.states(of: task.remoteID, results: task.results) {
      switch state {
      case .waiting(let word, let share):
        let seconds = (ContinuousClock.now - began).components.seconds
        let stage = "\(task.label): \(task.model) \(word)" + (usual.map { ", usually \(Duration.words($0))" } ?? "")
        progress?(
          share.flatMap { Int64(exactly: ($0 * 100).rounded()) }
            .map { ProgressUpdate(stage: stage, completed: $0, total: 100, unit: .percent) }
            ?? ProgressUpdate(stage: stage, completed: seconds, total: nil, unit: .seconds))
      case .succeeded(let results):
        // Asked again, the service says the same.
        return try await ledger.advance(task, to: .succeeded, durable: false) { task in
          task.outputs = results.map { TaskOutput(id: $0.id, url: $0.url, seed: $0.seed, file: nil, sha256: nil) }
          task.cost = Self.sum(results.compactMap(\.cost)) ?? task.cost
        }
      case .failed(let failure):
        return try await ledger.advance(task, to: .failed) { task in
          task.failure = failure.error(task: task.remoteID).report
          // Some services bill what failed, too.
          task.cost = Self.sum([failure.cost].compactMap(\.self)) ?? task.cost
        }
      case .unknown:
        // Made, paid and forgotten: the same under this id would be bought once more.
        guard task.outputs.isEmpty else { throw WorkflowError.gone(task) }
        // Our own id: the request goes out again under it, as long as a service that had it would know it. The service's
        // id: it has forgotten a task it had, or the user told a wrong one.
        let isForgotten = provider.assignsTaskIDs || Self.mayBeForgotten(task)
        return try await ledger.advance(task, to: isForgotten ? .unknown : .intended)
      }
    }
    // The states of a task that is no longer followed end as well.
    try Task.checkCancellation()
    throw WorkflowError.lost(task)
  }

  /// Whether the service may have made the task and forgotten it by now: then its id keeps nothing from being bought twice.
  static func mayBeForgotten(_ task: GenerationTask) -> Bool { task.changedAt.timeIntervalSinceNow < -24 * 3600 }

  /// Asks for a task that may have been taken long ago, and may be known no more.
  func find(_ task: GenerationTask) async throws -> GenerationTask {
    try await isTaken(task)
      ? ledger.advance(task, to: .accepted, as: .service) : ledger.advance(task, to: .unknown)
  }

  /// What several things cost together; `nil` where nothing is told, or what is no amount.
  private static func sum(_ costs: [Cost]) -> Cost? {
    guard let first = costs.first else { return nil }
    let sum = costs.dropFirst().reduce(first, +)
    return sum.amount.isFinite ? sum : nil
  }

  /// Goes back to fetching a task whose files aren't here, if the service still has them. If it hasn't, nothing changes:
  /// they may be where others fetched them to.
  ///
  /// - Throws: `workflow.gone`.
  func renew(_ task: GenerationTask) async throws -> GenerationTask {
    for try await state in provider.states(of: task.remoteID, results: task.results) {
      if case .succeeded = state { return try await ledger.advance(task, to: .accepted) }
    }
    try Task.checkCancellation()
    throw WorkflowError.gone(task)
  }

  /// Downloads what the task made, and checks that it decodes; asks for fresh addresses where they have expired.
  func fetch(_ task: GenerationTask, progress: ProgressHandler?) async throws -> Generated {
    guard !task.outputs.isEmpty else { throw WorkflowError.noResult(task) }
    var outputs = task.outputs
    var measured: [MeasuredFile] = []
    for index in outputs.indices {
      let name = "clips/\(task.id)-\(index).\(Self.fileExtension(of: outputs[index].url))"
      let file = ledger.folder.appendingPathComponent(name, isDirectory: false)
      do {
        measured.append(try await bringHome(outputs[index].url, to: file, task, progress: progress))
      } catch let error as GenerationError where error.code == .expired {
        return Generated(task: try await ledger.advance(task, to: .accepted))
      }
      outputs[index].file = name
      outputs[index].sha256 = try await FileHash.sha256(of: file)
    }
    let fetched = outputs
    // A server that broke down may have lost what was told last, the cost with it.
    let fetching = try await ledger.advance(task, to: .fetched) { [task] in
      ($0.outputs, $0.cost) = (fetched, $0.cost ?? task.cost)
    }
    return Generated(task: fetching, measured: measured)
  }

  /// Downloads a file until it decodes: a length that nobody told, or a wrong one, shows up only there.
  private func bringHome(
    _ address: String, to file: URL, _ task: GenerationTask, progress: ProgressHandler?
  ) async throws -> MeasuredFile {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    var tries = 0
    while true {
      try await provider.download(address, to: file, progress: progress)
      do {
        return try await Self.whole(file)
      } catch let damage as Damage {
        tries += 1
        guard tries < Self.mostDownloads else {
          // It was paid for: who can use it as it is shall find it.
          let kept = file.deletingPathExtension().appendingPathExtension("damaged.\(file.pathExtension)")
          guard rename(file.path, kept.path) == 0 else { throw WorkflowError.damaged(task, damage.reason, file) }
          throw WorkflowError.damaged(task, damage.reason, kept)
        }
        try FileManager.default.removeItem(at: file)
      }
    }
  }

  /// What is wrong with a file that should be a clip.
  private struct Damage: Error {
    let reason: String
  }

  /// A clip's measurements; all of it decodes.
  private static func whole(_ file: URL) async throws -> MeasuredFile {
    do {
      let measured = try await MeasuredFile(file)
      let wrong = try await Verifier.verify(measured, Expectation(decode: true)).checks.filter { !$0.ok }
      guard wrong.isEmpty else {
        throw Damage(reason: wrong.map { "\($0.name): \($0.actual)" }.joined(separator: ", "))
      }
      return measured
    } catch let error as MediaError {
      throw Damage(reason: error.report.message)
    }
  }

  private static let mostDownloads = 3

  /// Whether every file of a fetched task is still here and unchanged.
  func isWhole(_ task: GenerationTask) async throws -> Bool {
    for output in task.outputs {
      guard let name = output.file else { return false }
      let file = ledger.folder.appendingPathComponent(name, isDirectory: false)
      guard FileManager.default.fileExists(atPath: file.path),
        try await FileHash.sha256(of: file) == output.sha256
      else { return false }
    }
    return !task.outputs.isEmpty
  }

  private static func fileExtension(of address: String) -> String {
    let known = ["mp4", "webm", "mov"]
    let found = URL(string: address)?.pathExtension.lowercased() ?? ""
    return known.contains(found) ? found : "mp4"
  }
}

import Foundation
public import GenerationClient
public import MediaBasics
import MediaEngine
public import ModelCatalog

/// Has clips generated, each exactly once: the way from a request to checked files, through the ledger.
///
/// Whatever dies and whenever, the same call made again goes on where the first one stood. The order of writing down
/// and sending is what makes that true; it is told in `docs/ARCHITECTURE.md` (The life of one clip).
public struct Generator: Sendable {
  /// The service.
  public let provider: any GenerationProvider
  /// The record.
  public let ledger: Ledger
  /// What it is paid from.
  public var purse: Purse
  /// How often a generation that failed for a passing reason is bought again.
  public let retries: Int
  /// What is told on the way that is neither progress nor result.
  public var notes: @Sendable (String) -> Void
  /// Whether a task whose answer was lost is given up and bought anew.
  var buysUnknown = false
  private let usualTimes: UsualTimes
  private let purchases = Purchases()

  /// A generator.
  public init(
    provider: any GenerationProvider, ledger: Ledger, purse: Purse, retries: Int = 2,
    notes: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.provider = provider
    self.ledger = ledger
    self.purse = purse
    self.retries = retries
    self.notes = notes
    usualTimes = UsualTimes(ledger)
  }

  /// Has one request generated and gives the finished task, its files fetched and checked.
  ///
  /// A request that was asked before, by this run or another, is gone on with or reused.
  ///
  /// - Parameters:
  ///   - request: what is asked, already found right by ``RequestChecker``.
  ///   - model: the model's specification.
  ///   - label: what it is for, in words.
  ///   - variant: tells apart several generations of one and the same request.
  /// - Throws: `workflow.failed` where the service refused or failed it for good; `workflow.budget`;
  ///   `workflow.unknown` where an answer was lost and the service can't be asked; the client's errors.
  public func generate(
    _ request: GenerationRequest, model: ModelSpec, label: String, variant: Int = 0, progress: ProgressHandler? = nil
  ) async throws -> GenerationTask {
    try await clips(request, model: model, label: label, variant: variant, progress: progress).task
  }

  /// Has one request generated as ``generate(_:model:label:variant:progress:)`` does, and tells what is known of the
  /// files.
  func clips(
    _ request: GenerationRequest, model: ModelSpec, label: String, variant: Int, progress: ProgressHandler?
  ) async throws -> Generated {
    let identity = try await TaskIdentity(of: request, scope: provider.scope, variant: variant)
    return try await ledger.alone(identity.text) {
      try await generate(request, identity, model: model, label: label, progress: progress)
    }
  }

  private func generate(
    _ request: GenerationRequest, _ identity: TaskIdentity, model: ModelSpec, label: String,
    progress: ProgressHandler?
  ) async throws -> Generated {
    let past = try await ledger.past(of: identity.text, model: model.id, scope: provider.scope)
    let price = try await Pricing.expected(for: request, of: model, dearestSecond: past.dearestSecond)
    var known = try await unsentGivenUp(past.latest)
    if let lost = known, lost.stage == .unknown, buysUnknown {
      // It may be paid for as well: both must be within the limit.
      try await ledger.afford(price, from: purse, for: label)
      known = try await ledger.forget(lost.id)
    }
    var failed = known?.stage == .failed ? known : nil
    if let known, failed == nil {
      notes("\(label): going on with task \(known.id), which is \(known.stage.rawValue).")
      purchases.begin()
      defer { purchases.end() }
      let made = try await finish(known, isNew: false, progress: progress)
      if made.task.stage != .failed { return made }
      failed = made.task
      let isStale = try await forgotUploads(of: identity, refusedBy: made.task)
      guard isStale || Self.isPassing(made.task.failure) else { throw WorkflowError.failed(made.task) }
    }
    // Of many who begin with the same picture each brings it once more at most, and finds it brought by others.
    var (tries, renewals) = (0, 0)
    while true {
      let written = try await purchases.affording({ notes("\(label): waits for money that is set aside for others.") }
      ) { hasWaited in
        // What others cost meanwhile may tell a price that nobody knew.
        let price = hasWaited ? try await self.price(of: request, model) : price
        return try await begin(
          request, identity, after: failed, price, model: model, label: label, progress: progress)
      }
      defer { purchases.end() }
      let made = try await finish(written.task, isNew: true, progress: progress)
      let task = made.task
      if task.stage != .failed { return made }
      failed = task
      if try await forgotUploads(of: identity, refusedBy: task), written.hasOldUploads, renewals < 3 {
        renewals += 1
        notes("\(label): the service has dropped what was uploaded; it is brought again.")
        continue
      }
      guard tries < retries, Self.isPassing(task.failure) else { throw WorkflowError.failed(task) }
      tries += 1
      notes("\(label): \(task.failure?.message ?? "it failed.") It is asked for again as a new task.")
    }
  }

  private func price(of request: GenerationRequest, _ model: ModelSpec) async throws -> Cost {
    try await Pricing.expected(
      for: request, of: model,
      dearestSecond: try await ledger.dearestSecond(of: model.id, scope: provider.scope))
  }

  /// Files that a service refuses it may have dropped: who asks again brings them again.
  ///
  /// - Returns: whether that may be done at once: a task that failed after it was taken may have been billed.
  private func forgotUploads(of identity: TaskIdentity, refusedBy task: GenerationTask) async throws -> Bool {
    guard !identity.hashes.isEmpty, let failure = task.failure, failure.kind == .refused, !Self.isPassing(failure)
    else { return false }
    let words = "\(failure.details["providerCode"]?.text ?? "") \(failure.message)".lowercased()
    guard ["image", "media", "video", "audio", "upload", "asset"].contains(where: words.contains) else {
      return false
    }
    try await ledger.forgetUploads(of: Array(identity.hashes.values), scope: provider.scope, namedIn: task.payload)
    return failure.code == GenerationError.Code.rejected.rawValue
  }

  /// Whether a request was asked before, so that what came of it is gone on with or reused instead of bought.
  func isKnown(_ request: GenerationRequest, variant: Int) async throws -> Bool {
    let identity = try await TaskIdentity(of: request, scope: provider.scope, variant: variant)
    let latest = try await ledger.latest(of: identity.text)
    return latest.map { ![.failed, .waiting].contains($0.stage) } ?? false
  }

  /// Goes on with a task of the ledger, whoever wrote it there, until its files are here.
  ///
  /// - Throws: `workflow.other-service` where the task lives elsewhere; otherwise as
  ///   ``generate(_:model:label:variant:progress:)``.
  public func resume(_ task: GenerationTask, progress: ProgressHandler? = nil) async throws -> GenerationTask {
    guard task.scope == provider.scope else { throw WorkflowError.otherService(task, provider.scope) }
    let finished = try await ledger.alone(task.identity) {
      // Whoever had it before may have come further.
      let latest = try await ledger.require(task.id)
      return try await finish(latest, isNew: false, progress: progress).task
    }
    guard finished.stage != .failed else { throw WorkflowError.failed(finished) }
    return finished
  }

  /// A task that was surely never sent, because who wrote it down is gone, is begun anew: its uploads may have expired.
  private func unsentGivenUp(_ known: GenerationTask?) async throws -> GenerationTask? {
    guard let known, known.stage == .waiting else { return known }
    return try await ledger.advance(known, to: .failed) { $0.failure = WorkflowError.notSent($0).report }
  }

  /// Uploads what the request needs and writes the task down; only then may it be sent.
  private func begin(
    _ request: GenerationRequest, _ identity: TaskIdentity, after failed: GenerationTask?, _ price: Cost,
    model: ModelSpec, label: String, progress: ProgressHandler?
  ) async throws -> (task: GenerationTask, hasOldUploads: Bool) {
    // Before the upload, so that it isn't made in vain; what holds is the same question at the insertion.
    try await ledger.afford(price, from: purse, for: label)
    let uploader = Uploader(provider: provider, ledger: ledger, hashes: identity.hashes)
    let (ready, hasOldUploads) = try await uploader.references(in: request, progress: progress)
    let id = UUID().uuidString.lowercased()
    let asked = request.worded(for: model)
    let task = GenerationTask(
      id: id, providerID: nil, identity: identity.text, attempt: (failed?.attempt ?? 0) + 1, scope: provider.scope,
      model: model.id, label: label, seconds: asked.duration?.doubleValue, results: asked.results,
      payload: try TaskPayload(provider.payload(for: ready, taskID: id)),
      stage: provider.assignsTaskIDs ? .waiting : .intended, expectedCost: price,
      cost: nil,
      failure: nil, createdAt: Date(), changedAt: Date(), outputs: [], purse: purse.name, job: purse.job)
    // Killed while it waits for its place it leaves nothing behind that may have been sent.
    if provider.assignsTaskIDs { try await provider.reserve(id) }
    purchases.begin()
    do {
      try await ledger.insert(task, limit: purse.limit)
    } catch {
      purchases.end()
      await provider.release(id)
      throw error
    }
    return (task, hasOldUploads)
  }

  /// Takes a task from the stage where it stands to `fetched` or `failed`.
  ///
  /// - Parameter isNew: whether it was written down just now, and surely not sent yet.
  private func finish(
    _ start: GenerationTask, isNew: Bool, progress: ProgressHandler?
  ) async throws -> Generated {
    let courier = Courier(provider: provider, ledger: ledger, usualTimes: usualTimes)
    var task = start
    var (sent, fetches) = (0, 0)
    while true {
      switch task.stage {
      case .intended where provider.assignsTaskIDs:
        // A crash may have hidden the answer: sent again it could be bought twice.
        task = try await ledger.advance(task, to: .unknown)
      case .intended where !isNew && Courier.mayBeForgotten(task):
        task = try await courier.find(task)
      case .waiting, .intended:
        sent += 1
        // The service lost it again and again although it acknowledged it.
        guard sent <= 3 else { throw WorkflowError.lost(task) }
        task = try await courier.submit(task, before: sent > 1 || !isNew, progress: progress)
      case .accepted:
        task = try await courier.follow(task, progress: progress)
      case .succeeded:
        fetches += 1
        // Fresh addresses that have expired already: asking for more of them would go on for ever.
        guard fetches <= 3 else { throw WorkflowError.expired(task) }
        let fetched = try await courier.fetch(task, progress: progress)
        task = fetched.task
        // Checked as it came.
        if task.stage == .fetched { return fetched }
      case .fetched:
        guard try await courier.isWhole(task) else {
          task = try await courier.renew(task)
          continue
        }
        return Generated(task: task)
      case .failed:
        return Generated(task: task)
      case .unknown:
        throw WorkflowError.unknown(task)
      }
    }
  }

  /// Whether a failed generation may succeed when it is asked for again.
  private static func isPassing(_ failure: FailureReport?) -> Bool {
    failure?.details["retryable"]?.flag ?? false
  }
}

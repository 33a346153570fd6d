import Foundation
import GenerationWorkflow
import MediaBasics
import ModelCatalog

/// A manifest, its ledger and its services, for as long as a command runs.
struct BatchSession: Sendable {
  let arguments: BatchArguments
  let provider: ProviderOptions
  let limit: Decimal?

  init(_ arguments: BatchArguments, _ provider: ProviderOptions, limit: Decimal? = nil) {
    self.arguments = arguments
    self.provider = provider
    self.limit = limit
  }

  /// Looks at a batch without sending anything; a ledger that isn't there isn't made.
  ///
  /// - Parameter recalls: whether it is looked at as it was run, where nothing else is said.
  func look<Result: Sendable>(
    recalls: Bool = true, _ console: Console, _ work: @escaping @Sendable (BatchDesk) async throws -> Result
  ) async throws -> Result {
    let place = arguments.ledgerPlace.isThere ? arguments.ledgerPlace : nil
    guard recalls else { return try await with(place, rehearsal: true, console, work) }
    var session = self
    if provider.provider == nil,
      try await recalling(nil).with(place, rehearsal: true, console, { try await $0.isOnlyRehearsed })
    {
      console.note("Only a rehearsal of it is in the ledger: this is that.")
      var simulated = provider
      simulated.provider = .sim
      session = BatchSession(arguments, simulated, limit: limit)
    }
    return try await session.recalling(console).with(place, rehearsal: true, console, work)
  }

  private func recalling(_ console: Console?) async throws -> BatchSession {
    BatchSession(
      try await arguments.recalling(simulated: provider.provider == .sim, console), provider, limit: limit)
  }

  /// Runs a batch, shows it at work, and tells how it ended.
  ///
  /// - Parameter retry: which jobs are tried again; `nil` runs what isn't done.
  func run(_ options: BatchOptions, retry: BatchRetry? = nil, _ console: Console) async throws -> ExitStatus {
    let session = retry == nil ? self : try await recalling(console)
    let settings = session.arguments.settings
    return try await session.with(arguments.ledgerPlace, rehearsal: false, console) { desk in
      try await desk.keep(settings: settings)
      let options = try await retry?.options(options, for: desk) ?? options
      if options.among?.isEmpty == true {
        let summary = try await BatchSummary.make(desk)
        let codes = Set(summary.jobs.compactMap(\.failure?.code)).sorted()
        console.note(
          "No job to try again: none failed as asked\(codes.isEmpty ? "" : "; there are \(codes.joined(separator: ", "))")."
        )
        try console.result(summary, summary.text)
        return .done
      }
      let view = BatchView(console, limit: limit)
      let outcome: BatchRunner.Outcome
      do {
        let runner = BatchRunner(desk, options: options, observe: view.observer)
        outcome = try await withTaskCancellationHandler {
          try await runner.run()
        } onCancel: {
          console.note("Stopping: what is paid for and here is finished and saved. Once more ends it at once.")
        }
        view.close()
      } catch {
        view.close()
        if error is CancellationError {
          // What is made until then is worth a look; on its own, for here everything is cancelled.
          let page = await Task {
            await writePage(desk, try await BatchSummary.make(desk), part: options.shard, console)
          }.result
          if case .success(let page?) = page { console.note("report: \(page.path)") }
        }
        throw error
      }
      let summary = try await BatchSummary.make(desk)
      let page = await writePage(desk, summary, part: options.shard, console)
      try console.result(summary, summary.text + (page.map { "\nreport: \($0.path)" } ?? ""))
      guard let failure = outcome.failure else { return .done }
      console.failure(failure)
      return failure.code == "batch.failed" ? .checkFailed : ExitStatus(failure.kind)
    }
  }

  /// Writes the batch's page; the batch itself is done whether or not that works.
  private func writePage(
    _ desk: BatchDesk, _ summary: BatchSummary, part: (index: Int, count: Int)?, _ console: Console
  ) async -> URL? {
    // With a ledger of its own a part knows nothing of the others, which may write into the same folder.
    let report = BatchReport(desk, summary: summary, part: arguments.ledgerPlace.isServer ? nil : part)
    let place = report.usualPlace
    do {
      try await report.write(.html, to: place)
      return place
    } catch {
      console.warn("The report was not written: \(FailureReport(error).description)")
      return nil
    }
  }

  private func with<Result: Sendable>(
    _ ledger: LedgerPlace?, rehearsal: Bool, _ console: Console,
    _ work: @escaping @Sendable (BatchDesk) async throws -> Result
  ) async throws -> Result {
    let manifest = try arguments.read()
    let simulated = provider.provider == .sim
    let storage = try StorageAccess.storage(
      for: manifest, rehearsal: rehearsal, simulated: simulated, console)
    return try await ProviderSession.run(
      provider, uses: manifest.jobs.map { ($0.model.provider, $0.model.id) }, ledger: ledger,
      purse: Purse(manifest.name), rehearsal: rehearsal,
      console: console
    ) { session in
      try await work(
        BatchDesk(
          manifest, generators: session.generators, ledger: session.generator.ledger, simulated: simulated,
          limit: limit, storage: storage, options: arguments.options))
    }
  }
}

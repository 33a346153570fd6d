import Foundation
import GenerationClient
import GenerationSimulator
import GenerationWorkflow
import MediaBasics
import ModelCatalog

/// The service that a command talks to, for as long as the command runs; the simulator, where it is that, with it.
struct ProviderSession: Sendable {
  /// Who generates, by provider.
  let generators: [ProviderID: Generator]
  /// Who generates for a command with one model.
  let generator: Generator
  private let access: ServiceAccess
  private let record: Ledger

  /// Connects to the asked provider, or each model's own.
  ///
  /// - Parameters:
  ///   - uses: what each provider is needed for, for messages: at least one; the first of a provider counts.
  ///   - ledger: the record; `nil` for one that nobody keeps.
  ///   - rehearsal: nothing will be sent, so no key is needed.
  init(
    _ options: ProviderOptions, uses: [(provider: ProviderID, use: String)], ledger: LedgerPlace?, purse: Purse,
    rehearsal: Bool = false, console: Console
  ) async throws {
    let place = ledger ?? .file(Self.scratchLedger)
    // A server isn't asked yet; a file would be made before it is known whether there is something to do.
    let server = try place.isServer ? Ledger(place) : nil
    access = try await ServiceAccess(
      options, uses: uses, rehearsal: rehearsal,
      folder: place.folder.appendingPathComponent("simulator"), sharing: server?.sharing, console: console)
    let record = try server ?? Ledger(place)
    self.record = record
    let generators = access.providers.mapValues {
      Generator(provider: $0, ledger: record, purse: purse, notes: { console.note($0) })
    }
    self.generators = generators
    guard let first = uses.first.flatMap({ generators[$0.provider] }) else {
      throw FailureReportError(.usage("There is no model to generate with."))
    }
    generator = first
  }

  /// Does work with a session, within the user's time limit, and ends the simulator afterwards, whatever came of it.
  static func run<Result: Sendable>(
    _ options: ProviderOptions, uses: [(provider: ProviderID, use: String)], ledger: LedgerPlace?, purse: Purse,
    rehearsal: Bool = false, console: Console, _ work: @escaping @Sendable (ProviderSession) async throws -> Result
  ) async throws -> Result {
    let session = try await ProviderSession(
      options, uses: uses, ledger: ledger, purse: purse, rehearsal: rehearsal, console: console)
    do {
      let result = try await TimeLimit.run(options.timeout) { try await work(session) }
      await session.close()
      return result
    } catch {
      await session.close()
      throw error
    }
  }

  private func close() async {
    await access.close()
    await record.close()
    try? FileManager.default.removeItem(at: Self.scratchLedger.deletingLastPathComponent())
  }

  /// Where a rehearsal keeps the ledger that it needs but nobody else does.
  private static let scratchLedger = FileManager.default.temporaryDirectory
    .appendingPathComponent("rwmedia-dry-run-\(getpid())/ledger.sqlite")
}

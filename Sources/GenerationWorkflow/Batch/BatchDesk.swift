public import Foundation
public import GenerationClient
import MediaBasics
import MediaEngine
public import ModelCatalog

/// What carrying out a batch needs at hand: the manifest, the services and the record.
public struct BatchDesk: Sendable {
  /// The jobs.
  public let manifest: BatchManifest
  /// Who generates, by provider.
  public let generators: [ProviderID: Generator]
  /// The record.
  public let ledger: Ledger
  /// Whether the clips come from the simulator: their jobs and their money are counted apart from real ones.
  public let simulated: Bool
  /// The most that may be spent on the batch in all; `nil` is no limit.
  public let limit: Decimal?
  /// Where outputs are delivered to beyond this machine; `nil` where none are.
  public let storage: ObjectStorage?
  /// The command line's options that belong to the batch itself, such as its preset and its ledger: without them another
  /// command would be about another batch.
  public let options: [String]

  /// A desk with its parts.
  public init(
    _ manifest: BatchManifest, generators: [ProviderID: Generator], ledger: Ledger, simulated: Bool, limit: Decimal?,
    storage: ObjectStorage? = nil, options: [String] = []
  ) {
    self.manifest = manifest
    self.generators = generators
    self.ledger = ledger
    self.simulated = simulated
    self.limit = limit
    self.storage = storage
    self.options = options
  }

  /// What the ledger knows the batch's jobs and money by.
  var batch: String { Self.name(of: manifest.name, simulated: simulated) }

  /// The batches whose files this one may replace: a real one also what its rehearsal left.
  var replaceable: [String] { simulated ? [batch] : [batch, Self.name(of: manifest.name, simulated: true)] }

  static func name(of batch: String, simulated: Bool) -> String { simulated ? "\(batch) (simulated)" : batch }

  /// Keeps what this run was given besides the manifest, by the options' names; see ``Ledger/settings(of:simulated:)``.
  public func keep(settings: [String: String]) async throws { try await ledger.keep(settings: settings, of: batch) }

  /// Whether nothing of the batch was ever begun, while a rehearsal of it was.
  public var isOnlyRehearsed: Bool {
    get async throws {
      guard !simulated, try await ledger.jobs(of: batch).isEmpty else { return false }
      return try await !ledger.jobs(of: Self.name(of: manifest.name, simulated: true)).isEmpty
    }
  }

  /// Who generates for a job, paying from the batch's purse.
  ///
  /// - Throws: `workflow.no-provider` where the job's service is not at hand.
  func generator(for job: ManifestJob, notes: (@Sendable (String) -> Void)? = nil) throws -> Generator {
    guard var generator = generators[job.model.provider] else { throw WorkflowError.noProvider(job) }
    generator.purse = Purse(batch, limit: limit, job: job.id)
    if let notes { generator.notes = notes }
    return generator
  }

  /// What keeps others from a job while somebody is at work on it.
  func lockName(of job: String) throws -> String { try FileHash.sha256(Data("\(batch)\u{0}\(job)".utf8)) }

  /// Where a job's files are made before they are delivered.
  func workshop(of job: ManifestJob) -> URL { workshops.appendingPathComponent(job.id, isDirectory: true) }

  /// Where all jobs' workshops are.
  private var workshops: URL { ledger.folder.appendingPathComponent("work/\(batch)", isDirectory: true) }

  /// Removes the half-made files that killed runs left, also those of jobs that are called otherwise by now.
  func clearWorkshops() async throws {
    for job in (try? FileManager.default.contentsOfDirectory(atPath: workshops.path)) ?? [] {
      guard let lock = try await ledger.lock(oneOf: [try lockName(of: job)]) else { continue }
      // What can't be removed is in nobody's way.
      try? FileManager.default.removeItem(at: workshops.appendingPathComponent(job))
      await lock.release()
    }
  }

  /// Where candidate `number` of a job's video is made.
  func video(of job: ManifestJob, _ number: Int) -> URL {
    let name = job.candidates > 1 ? "\(job.id)-\(number + 1)" : job.id
    return workshop(of: job).appendingPathComponent("\(name).\(job.masterFormat.rawValue)", isDirectory: false)
  }
}

extension WorkflowError {
  static func noProvider(_ job: ManifestJob) -> WorkflowError {
    WorkflowError(
      "no-provider", .usage, "Job '\(job.id)' needs \(job.model.provider.displayName), which is not at hand.",
      hint: "Leave --provider out so that each model goes to its own service, or give --provider sim.")
  }
}

import MediaBasics
import ModelCatalog

/// Which jobs a run takes, and how many at once.
public struct BatchOptions: Sendable {
  /// Jobs under way at once; how many tasks are, the client decides.
  public var jobs = 12
  /// The ids to take; empty takes all.
  public var only: Set<String> = []
  /// Of these, the only ones to take; `nil` takes all.
  public internal(set) var among: Set<String>?
  /// At most so many jobs that aren't done yet.
  public var limit: Int?
  /// The part of the jobs that is taken: every `count`th, from the `index`th on, counted from 1.
  public var shard: (index: Int, count: Int)?
  /// Whether generations that exist are left alone and made anew.
  public var noReuse = false
  /// The edition that jobs come to where what exists is made anew; see ``anew(_:)``.
  private(set) var edition: Int?
  /// Whether jobs that failed for good are tried once more.
  public var retriesFailed = false
  /// Whether a generation whose answer was lost is bought anew: the user's word that it wasn't made, or may be paid twice.
  public internal(set) var buysUnknown = false
  /// Whether files that aren't ours are replaced.
  public var overwrite = false

  /// All jobs.
  public init() {}

  /// The jobs that are taken, in order.
  ///
  /// - Throws: `workflow.no-job` where an id is asked for that no job has; `workflow.option` for a limit or a part that
  ///   is none.
  func selected(from jobs: [ManifestJob]) throws(WorkflowError) -> [ManifestJob] {
    if let limit, limit < 0 { throw .option("limit", given: "\(limit)", allowed: "0 or more") }
    if let shard, shard.count < 1 || !(1...shard.count).contains(shard.index) {
      throw .option(
        "shard", given: "\(shard.index)/\(shard.count)", allowed: "INDEX/COUNT, the index from 1 to the count")
    }
    if let unknown = only.subtracting(jobs.map(\.id)).min() { throw .noJob(unknown, among: jobs.map(\.id)) }
    return jobs.enumerated().filter { index, job in
      (only.isEmpty || only.contains(job.id)) && among?.contains(job.id) ?? true
        && (shard.map { index % $0.count == $0.index - 1 } ?? true)
    }.map(\.element)
  }

  /// The options for these jobs, with the edition that they come to. A round that broke off is gone on with: only where
  /// all are of one edition a further one begins. Run again, the same command makes nothing anew twice.
  func anew(_ plans: [JobPlan]) -> BatchOptions {
    guard noReuse else { return self }
    let rounds = plans.filter(\.hasEnded).compactMap(\.record?.edition).map { $0 / Self.round }
    let (oldest, newest) = (rounds.min() ?? 0, rounds.max() ?? 0)
    var options = self
    options.edition = (oldest == newest ? newest + 1 : newest) * Self.round
    return options
  }

  /// Editions from one round of all jobs to the next; between them lie those of single jobs that are tried again.
  private static let round = 1024

  /// The edition that a job is made in.
  func edition(of plan: JobPlan) -> Int {
    let own = plan.record?.edition ?? 0
    // Made, and not good enough: the same clips would fail the same check.
    if retriesFailed, plan.state == .failed, plan.failure?.code == WorkflowError.checksCode { return own + 1 }
    // Only what was finished is made anew: what a killed run began is gone on with.
    return plan.hasEnded ? max(own, edition ?? own) : own
  }

  /// Whether there is something to do for a job.
  func isDue(_ plan: JobPlan) -> Bool {
    let isOld = edition(of: plan) > plan.record?.edition ?? 0
    return switch plan.state {
    case .done: isOld
    case .failed: plan.way == nil || retriesFailed || isOld
    case .waiting, .running, .stopped: true
    }
  }
}

extension JobPlan {
  /// Whether it was carried out to its end, good or bad.
  fileprivate var hasEnded: Bool { [.done, .failed].contains(record?.state) }
}

extension WorkflowError {
  static func noJob(_ id: String, among ids: [String]) -> WorkflowError {
    let near = id.nearest(among: ids).map { "Did you mean '\($0)'?" }
    return WorkflowError(
      "no-job", .usage, "The manifest has no job '\(id)'.",
      hint: near ?? "It has: \(ids.prefix(20).joined(separator: ", "))\(ids.count > 20 ? ", …" : "").",
      details: ["given": .string(id)])
  }
}

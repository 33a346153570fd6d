import MediaBasics
import ModelCatalog

/// Which jobs a run takes, and how many at once.
public struct BatchOptions: Sendable {
  /// Jobs under way at once; how many tasks are, the client decides.
  public var jobs = 12
  /// The ids to take; empty takes all.
  public var only: Set<String> = []
  /// At most so many jobs that aren't done yet.
  public var limit: Int?
  /// The part of the jobs that is taken: every `count`th, from the `index`th on, counted from 1.
  public var shard: (index: Int, count: Int)?
  /// Whether generations that exist are left alone and made anew.
  public var noReuse = false
  /// Whether jobs that failed for good are tried once more.
  public var retriesFailed = false
  /// Whether files that aren't ours are replaced.
  public var overwrite = false

  /// All jobs.
  public init() {}

  /// The jobs that are taken, in order.
  ///
  /// - Throws: `workflow.no-job` where an id is asked for that no job has.
  func selected(from jobs: [ManifestJob]) throws(WorkflowError) -> [ManifestJob] {
    if let unknown = only.subtracting(jobs.map(\.id)).min() { throw .noJob(unknown, among: jobs.map(\.id)) }
    return jobs.enumerated().filter { index, job in
      (only.isEmpty || only.contains(job.id)) && (shard.map { index % $0.count == $0.index - 1 } ?? true)
    }.map(\.element)
  }

  /// Whether there is something to do for a job.
  func isDue(_ plan: JobPlan) -> Bool {
    switch plan.state {
    case .done: noReuse
    case .failed: plan.way == nil || retriesFailed || noReuse
    case .waiting, .running, .stopped: true
    }
  }
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

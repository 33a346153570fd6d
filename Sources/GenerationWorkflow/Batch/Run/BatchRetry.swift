import MediaBasics

/// Which jobs are tried again on the user's word.
public struct BatchRetry: Sendable {
  private let codes: Set<String>
  private let unknown: Bool

  /// A retry.
  ///
  /// - Parameters:
  ///   - codes: only jobs that failed with one of these; empty takes all that failed.
  ///   - unknown: whether generations whose answer was lost are bought again too.
  public init(codes: Set<String> = [], unknown: Bool = false) {
    self.codes = codes
    self.unknown = unknown
  }

  /// The options of a run that tries again those of its jobs that failed as asked; what may have been bought is given up
  /// only where it is about to be bought anew.
  ///
  /// - Throws: `workflow.no-job` where an id is asked for that no job has.
  public func options(_ options: BatchOptions, for desk: BatchDesk) async throws -> BatchOptions {
    let records = try await desk.ledger.jobs(of: desk.batch)
    // What an earlier try was stopped in the middle of is gone on with.
    let tried: [JobState] = [.failed, .stopped, .running]
    var jobs = Set(records.values.filter { tried.contains($0.state) && fits($0.failure) }.map(\.id))
    if unknown {
      let lost = try await desk.ledger.tasks(from: desk.batch).filter { $0.stage == .unknown }.compactMap(\.job)
      jobs.formUnion(lost.filter { codes.isEmpty || fits(records[$0]?.failure) })
    }
    var options = options
    options.retriesFailed = true
    options.buysUnknown = unknown
    options.among = jobs.intersection(try options.selected(from: desk.manifest.jobs).map(\.id))
    return options
  }

  /// A failure is known by our code or by the service's.
  private func fits(_ failure: FailureReport?) -> Bool {
    guard !codes.isEmpty, let failure else { return codes.isEmpty }
    return codes.contains(failure.code) || failure.details["providerCode"]?.text.map(codes.contains) ?? false
  }
}

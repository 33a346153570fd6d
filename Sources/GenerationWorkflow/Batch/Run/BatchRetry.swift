import MediaBasics

/// Which jobs are tried again on the user's word.
public struct BatchRetry: Sendable {
  /// The jobs to take.
  public struct Selection: Sendable {
    /// Their ids.
    public let jobs: Set<String>
  }

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

  /// The jobs; with ``unknown``, what may have been bought is given up in the ledger.
  public func select(from desk: BatchDesk) async throws -> Selection {
    let records = try await desk.ledger.jobs(of: desk.batch)
    var jobs = Set(records.values.filter { $0.state == .failed && fits($0.failure) }.map(\.id))
    if unknown {
      for task in try await desk.ledger.tasks(from: desk.batch) where task.stage == .unknown {
        _ = try await desk.ledger.forget(task.id)
        if let job = task.job { jobs.insert(job) }
      }
    }
    return Selection(jobs: jobs.intersection(desk.manifest.jobs.map(\.id)))
  }

  /// A failure is known by our code or by the service's.
  private func fits(_ failure: FailureReport?) -> Bool {
    guard !codes.isEmpty, let failure else { return codes.isEmpty }
    return codes.contains(failure.code) || failure.details["providerCode"]?.text.map(codes.contains) ?? false
  }
}

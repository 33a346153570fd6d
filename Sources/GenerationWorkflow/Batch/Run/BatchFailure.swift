import MediaBasics

/// What a run's records say about the run.
enum BatchFailure {
  /// Why not everything is done; `nil` where it is.
  static func of(_ records: [JobRecord], plans: [JobPlan], states: [String: JobState]) -> FailureReport? {
    let failures = records.compactMap(\.failure)
    for kind in [FailureKind.key, .cannotWrite, .stopped] {
      if let first = failures.first(where: { $0.kind == kind }) { return first }
    }
    let failed = plans.count { states[$0.job.id] == .failed }
    if failed > 0 {
      return FailureReport(
        code: "batch.failed", kind: .refused, message: "\(failed) of \(plans.count) jobs failed.",
        hint: "'rwmedia batch status' tells why; 'rwmedia batch retry' tries them again.",
        details: ["failed": .integer(Int64(failed)), "jobs": .integer(Int64(plans.count))])
    }
    return failures.first
  }
}

import MediaBasics

/// Ends work that takes longer than the user allows; what was done stays, so running again goes on.
enum TimeLimit {
  static func run<Result: Sendable>(
    _ seconds: Rational?, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    guard let seconds else { return try await work() }
    return try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds.doubleValue))
        throw FailureReportError(
          FailureReport(
            code: "time-limit", kind: .stopped, message: "The time limit of \(seconds) s is reached.",
            hint: "Run the same command again to go on; what was started is kept."))
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }
}

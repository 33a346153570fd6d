import MediaBasics

/// Asks for Runway's tasks: one request each, for the interface knows no other way.
struct RunwayPolling: Sendable {
  let runway: RunwayChannel

  /// Asks for all tasks once; those that could not be asked for are told as troubled.
  func ask(_ ids: [String]) async throws -> [String: TaskReport] {
    let answers = try await withThrowingTaskGroup(of: (String, Result<TaskReport, GenerationError>).self) { group in
      for id in ids { group.addTask { (id, try await ask(id)) } }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    let errors = answers.values.compactMap { if case .failure(let error) = $0 { error } else { nil } }
    // No answer at all is an outage; a refused key concerns everything.
    if let error = errors.first(where: { $0.code == .keyRefused }) ?? (errors.count == ids.count ? errors.first : nil)
    {
      throw error
    }
    return answers.mapValues { answer in
      switch answer {
      case .success(let report): report
      case .failure(let error):
        TaskReport(
          trouble: ProviderFailure(code: error.code.rawValue, message: error.report.message, retryable: true))
      }
    }
  }

  private func ask(_ id: String) async throws -> Result<TaskReport, GenerationError> {
    do {
      guard let json = try await runway.find("/v1/tasks/\(id)", attempts: 1) else {
        return .success(TaskReport(notFound: true))
      }
      return .success(RunwayTask(id: id, json: json, redactor: runway.channel.redactor).report)
    } catch let error as GenerationError {
      return .failure(error)
    }
  }
}

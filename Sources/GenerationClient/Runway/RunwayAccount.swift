public import MediaBasics

/// What Runway says of the organisation that a key belongs to.
public struct RunwayAccount: Hashable, Sendable {
  /// Credits left; a credit is a US cent.
  public var credits: Int
  /// The most generations of a model at once, by the model's id; a model without a limit isn't listed.
  public var concurrency: [String: Int]
  /// All that was said.
  public var details: JSONValue
}

extension RunwayProvider {
  /// Asks for credits and limits.
  public func account() async throws -> RunwayAccount {
    let answer = try await runway.get("/v1/organization")
    guard let credits = answer["creditBalance"]?.int else {
      throw GenerationError.badAnswer("Runway", "an organisation without creditBalance")
    }
    var concurrency: [String: Int] = [:]
    if case .object(let models)? = answer["tier"]?["models"] {
      concurrency = models.compactMapValues { $0["maxConcurrentGenerations"]?.int }
    }
    return RunwayAccount(credits: credits, concurrency: concurrency, details: answer)
  }

  /// What the service says of a task, as it is.
  public func details(of taskID: String) async throws -> JSONValue {
    guard Self.isPlain(taskID) else { throw GenerationError.payload("'\(taskID)' is no task's id") }
    return try await runway.get("/v1/tasks/\(taskID)")
  }
}

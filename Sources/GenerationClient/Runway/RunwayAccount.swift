import Foundation
public import MediaBasics
public import ModelCatalog

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

  /// The models that the account may use; the service lists images' and others' among them.
  public func listModels(like known: [ModelSpec]) async throws -> [ListedModel] {
    guard case .object(let models)? = try await account().details["tier"]?["models"] else { return [] }
    return models.keys.sorted().map { ListedModel(id: $0, name: $0, maker: nil) }
  }

  /// What is left to spend: a credit is a US cent.
  public func balance() async throws -> AccountBalance {
    let account = try await account()
    return AccountBalance(balance: Cost(Decimal(account.credits) / 100), concurrency: account.concurrency)
  }
}

import FlyingFox
import Foundation
import MediaBasics
import ModelCatalog

/// Tells of the account: `GET /v1/organization`.
struct RunwayOrganization: Sendable {
  /// What the simulated account holds before anything is spent, in credits.
  private static let deposit = 100_000

  let backend: Backend

  func answer() async -> HTTPResponse {
    let spent = (await backend.tasks.spent() * 100 as NSDecimalNumber).intValue
    let limit = backend.settings.concurrency.map { MediaBasics.JSONValue.integer(Int64($0)) } ?? .null
    let models = backend.settings.catalog.models.filter { $0.provider == .runway }.map(\.id)
    func each(_ value: MediaBasics.JSONValue) -> MediaBasics.JSONValue {
      .object(Dictionary(models.map { ($0, value) }) { first, _ in first })
    }
    return .json([
      "creditBalance": .integer(Int64(Self.deposit - spent)),
      "tier": [
        "maxMonthlyCreditSpend": .integer(Int64(Self.deposit)),
        "models": each(["maxConcurrentGenerations": limit, "maxDailyGenerations": .null]),
      ],
      "usage": ["models": each(["dailyGenerations": 0])],
    ])
  }
}

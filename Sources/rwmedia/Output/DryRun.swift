import Foundation
import MediaBasics
import ModelCatalog

/// What would be sent and what it would cost.
struct DryRun: Encodable {
  let request: JSONValue
  let expectedCost: Cost?
  let warnings: [String]

  func show(_ console: Console) throws {
    let json = String(decoding: try request.data(pretty: true), as: UTF8.self)
    try console.result(self, "\(json)\nexpected: \(CostText.of(expectedCost)); nothing was sent")
  }
}

/// Costs as people read them.
enum CostText {
  static func of(_ cost: Cost?) -> String {
    cost.map { "\($0)" } ?? "cost unknown"
  }

  /// The same, marked where the simulator takes it.
  static func of(_ cost: Cost?, _ options: ProviderOptions) -> String {
    of(cost) + (options.provider == .sim ? " (simulated)" : "")
  }
}

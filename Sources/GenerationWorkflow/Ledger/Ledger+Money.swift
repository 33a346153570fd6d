import Foundation
import MediaBasics
public import ModelCatalog

extension Ledger {
  /// Checks that a purse can pay something.
  ///
  /// - Throws: `workflow.budget`.
  func afford(_ cost: Cost, from purse: Purse, for label: String) async throws {
    guard purse.limit != nil else { return }
    try await read { try Self.afford(cost, from: purse.name, limit: purse.limit, for: label, $0) }
  }

  /// What was bought from a purse so far, tasks under way with what they may cost.
  public func spent(from purse: String) async throws -> Cost {
    try await read { Cost(millionths: try Self.spent(purse, $0)) }
  }

  static func spent(_ purse: String, _ db: any LedgerTransaction) throws -> Int64 {
    try db.row("SELECT COALESCE(SUM(charge), 0) AS spent FROM task WHERE purse = ?", [.text(purse)])?
      .integer("spent") ?? 0
  }

  /// Whoever goes on to write excludes others from the purse before.
  static func afford(
    _ cost: Cost, from purse: String, limit: Decimal?, for label: String, _ db: any LedgerTransaction
  ) throws {
    guard let limit else { return }
    let spent = Cost(millionths: try spent(purse, db)).amount
    guard spent + max(0, cost.amount) <= limit else {
      throw WorkflowError.budget(limit: limit, spent: spent, next: cost.amount, label: label)
    }
  }
}

extension LedgerTransaction {
  /// The most that a second of a model's clips ever cost at a service; `nil` where none is known.
  func dearestSecond(of model: String, scope: String) throws -> Decimal? {
    let dearest = try row(LedgerPrices.dearest, [.text(model), .text(scope)])?.real("dearest")
    return dearest.flatMap { $0.isFinite ? Decimal($0.rounded(.up)) / 1_000_000 : nil }
  }
}

/// What a second of a model's clips did cost, as both stores' SQL; looked up in an index, however many there are. The
/// simulator's prices are its own.
enum LedgerPrices {
  private static let price = "(charge / seconds / results)"
  private static let known = "stage = 'fetched' AND cost IS NOT NULL AND seconds > 0"
  static let index = "CREATE INDEX task_on_price ON task (model, \(price)) WHERE \(known)"
  static let dearest = """
    SELECT \(price) AS dearest FROM task WHERE model = ? AND scope = ? AND \(known) ORDER BY \(price) DESC LIMIT 1
    """
}

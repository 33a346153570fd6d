public import Foundation

/// An amount of money, exact in decimal.
public struct Cost: Hashable, Sendable, Codable {
  /// The currency's ISO code; both providers bill in `USD`.
  public var currency: String
  /// How much, in whole units: 0.25 is 25 cents.
  public var amount: Decimal

  /// An amount of US dollars, unless another currency is named.
  public init(_ amount: Decimal, currency: String = "USD") {
    self.amount = amount
    self.currency = currency
  }

  /// Nothing.
  public static let zero = Cost(0)

  /// A sum; both sides must be in the same currency, which is the left one's.
  public static func + (left: Cost, right: Cost) -> Cost {
    Cost(left.amount + right.amount, currency: left.currency)
  }

  /// The same amount several times.
  public static func * (cost: Cost, times: Int) -> Cost {
    Cost(cost.amount * Decimal(times), currency: cost.currency)
  }
}

extension Cost: CustomStringConvertible {
  /// `USD 0.25`, with at least two decimal places and at most four.
  public var description: String {
    var (exact, shown) = (amount, Decimal())
    NSDecimalRound(&shown, &exact, 4, .plain)
    let digits = "\(shown)"
    let decimals = digits.firstIndex(of: ".").map { digits[$0...].dropFirst().count } ?? 0
    let padding = String(repeating: "0", count: max(0, 2 - decimals))
    return "\(currency) \(digits)\(decimals == 0 ? "." : "")\(padding)"
  }
}

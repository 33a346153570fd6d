import Foundation
import MediaBasics
import ModelCatalog

extension Cost {
  /// Reads a price in dollars without the tail that a binary fraction has; `nil` where there is none, or
  /// what is none: less than nothing would make a spending limit wider.
  init?(dollars json: JSONValue?) {
    // Swift reads a whole text as a number or none of it, but infinities and base 16, too; `Decimal` what begins as one.
    guard let text = json?.plainText, Double(text) != nil, text.utf8.allSatisfy(Self.digits.contains),
      let amount = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")),
      amount.isFinite, amount >= 0
    else {
      return nil
    }
    self.init(amount)
  }

  private static let digits = Set("0123456789.eE+-".utf8)
}

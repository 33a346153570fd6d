import Foundation
import MediaBasics
import ModelCatalog

extension Cost {
  /// Reads a price in dollars without the tail that a binary fraction has; `nil` where there is none, or
  /// what is none: less than nothing would make a spending limit wider.
  init?(dollars json: JSONValue?) {
    guard let text = json?.plainText, text.wholeMatch(of: /[0-9]*\.?[0-9]*([eE][+-]?[0-9]+)?/) != nil,
      let amount = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")),
      amount.isFinite, amount >= 0
    else {
      return nil
    }
    self.init(amount)
  }
}

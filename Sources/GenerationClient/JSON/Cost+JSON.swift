import Foundation
import MediaBasics
import ModelCatalog

extension Cost {
  /// Reads a price in dollars without the tail that a binary fraction has; `nil` where there is none.
  init?(dollars json: JSONValue?) {
    guard let text = json?.plainText, let amount = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
    else {
      return nil
    }
    self.init(amount)
  }
}

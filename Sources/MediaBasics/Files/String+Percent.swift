import Foundation

extension String {
  /// The text as a path's part or a query's value: all but letters, digits and `-._~` (RFC 3986) in percent form.
  package func percentEncoded(keeping others: String = "") -> String {
    let plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~\(others)"
    return addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: plain)) ?? self
  }
}

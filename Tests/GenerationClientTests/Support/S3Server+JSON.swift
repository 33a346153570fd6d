import MediaBasics
import TestSupport
import Testing

extension S3Server {
  /// All requests but the server's own, in order.
  func requests() throws -> [JSONValue] { try JSONValue(parsing: ask("judge")).elements ?? [] }

  /// What is there under a key.
  func object(_ key: String) throws -> JSONValue { try JSONValue(parsing: ask("object", key: key)) }

  /// An address that takes one file under a key.
  func signed(_ key: String) throws -> String {
    try #require(JSONValue(parsing: ask("sign", key: key))["address"]?.text)
  }
}

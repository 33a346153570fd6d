import Foundation
public import MediaBasics

/// The JSON of a request, kept as its text: read by who asks for it, not with every look at the task.
public struct TaskPayload: Sendable {
  let text: String
  /// What the text was made of, until it comes from the ledger.
  private let source: JSONValue?

  init(text: String) { (self.text, source) = (text, nil) }

  init(_ json: JSONValue) throws {
    text = String(decoding: try json.data(), as: UTF8.self)
    source = json
  }

  /// What is sent.
  ///
  /// - Throws: where the ledger holds no JSON there, which rwmedia never writes.
  public var json: JSONValue {
    get throws {
      if let source { return source }
      do { return try JSONValue(parsing: Data(text.utf8)) } catch {
        throw LedgerDamage(column: "payload", value: text)
      }
    }
  }
}

extension TaskPayload: Hashable {
  /// By what is sent.
  public static func == (one: Self, other: Self) -> Bool { one.text == other.text }

  /// Hashes what is sent.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension TaskPayload: Codable {
  /// Reads a JSON value.
  public init(from decoder: any Decoder) throws { try self.init(JSONValue(from: decoder)) }

  /// Writes the JSON itself.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

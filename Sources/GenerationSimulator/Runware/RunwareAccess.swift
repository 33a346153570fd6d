import MediaBasics

/// Decides whether a request's key is good.
struct RunwareAccess {
  let refusedKey: String

  /// What is wrong with a key; `nil` where nothing is. Any key is good but the one that is refused.
  func failure(of key: String?) -> RunwareFailure? {
    guard let key, !key.isEmpty else { return .missingKey }
    return key == refusedKey ? .invalidKey : nil
  }

  /// The key in an `Authorization: Bearer` header.
  static func key(inHeader header: String?) -> String? {
    guard let header, header.lowercased().hasPrefix("bearer ") else { return nil }
    return String(header.dropFirst("bearer ".count))
  }

  /// The key in an array's first task, where that is an authentication.
  static func key(in tasks: [JSONValue]) -> String? {
    guard let first = tasks.first, first["taskType"]?.text == "authentication" else { return nil }
    return first["apiKey"]?.text
  }
}

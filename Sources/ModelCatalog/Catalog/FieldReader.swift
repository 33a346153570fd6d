/// Reads an object member by member. Where a file is being checked, a wrong member is noted and reading goes on, so
/// that all problems are told at once; elsewhere the first one is thrown.
struct FieldReader<Key: CodingKey> {
  private let container: KeyedDecodingContainer<Key>
  private let context: ModelFileContext?

  init(_ decoder: any Decoder, _ context: ModelFileContext?) throws {
    container = try decoder.container(keyedBy: Key.self)
    self.context = context
  }

  func optional<Value: Decodable>(_ key: Key) throws -> Value? {
    do {
      return try container.decodeIfPresent(Value.self, forKey: key)
    } catch let error as DecodingError {
      guard let context else { throw error }
      context.note(error)
      return nil
    }
  }

  func required<Value: Decodable>(_ key: Key, else placeholder: Value) throws -> Value {
    if container.contains(key) { return try optional(key) ?? placeholder }
    let missing = DecodingError.keyNotFound(
      key, .init(codingPath: container.codingPath, debugDescription: "\"\(key.stringValue)\" is missing"))
    guard let context else { throw missing }
    context.note(missing)
    return placeholder
  }

  /// Notes (or throws) that a member of `key`'s object is wrong.
  func refuse<Value>(_ key: Key, _ member: String, _ reason: String) throws -> Value? {
    let error = DecodingError.dataCorrupted(
      .init(codingPath: container.codingPath + [key, MemberKey(member)], debugDescription: reason))
    guard let context else { throw error }
    context.note(error)
    return nil
  }
}

/// Any member's name.
struct MemberKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

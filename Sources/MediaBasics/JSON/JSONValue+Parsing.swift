public import Foundation

extension JSONValue {
  /// Reads a JSON document.
  ///
  /// - Throws: where it is none, or nests more than 512 values.
  public init(parsing data: Data) throws {
    // Not by `JSONDecoder`: it tries one kind after the other, and each failure costs the more the deeper it is.
    self.init(try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed))
  }

  private init(_ object: Any) {
    switch object {
    case let text as String: self = .string(text)
    case let number as NSNumber: self.init(number)
    case let members as [String: Any]: self = .object(members.mapValues(Self.init))
    case let elements as [Any]: self = .array(elements.map(Self.init))
    default: self = .null
    }
  }

  private init(_ number: NSNumber) {
    if number is NSDecimalNumber {
      // Digits that no other kind of number holds; what is whole may fit all the same.
      let digits = number.stringValue
      self =
        Int64(digits).map(Self.integer) ?? UInt64(digits).map(Self.unsigned)
        ?? .number(Double(digits) ?? number.doubleValue)
    } else if number.objCType.pointee == CChar(UInt8(ascii: "c")) {
      self = .bool(number.boolValue)
    } else if let whole = Int64(exactly: number) {
      self = .integer(whole)
    } else {
      self = UInt64(exactly: number).map(Self.unsigned) ?? .number(number.doubleValue)
    }
  }
}

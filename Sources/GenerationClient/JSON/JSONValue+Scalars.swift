import MediaBasics

/// Numbers and texts between our values and JSON's.
extension JSONValue {
  /// Seconds as the services take them: a whole number where it is one.
  static func seconds(_ duration: Rational) -> JSONValue {
    duration.denominator == 1 ? .integer(duration.numerator) : .number(duration.doubleValue)
  }

  /// A number of any size from 0 up.
  static func whole(_ number: UInt64) -> JSONValue {
    Int64(exactly: number).map { .integer($0) } ?? .unsigned(number)
  }

  /// A whole number from 0 up, exact as far as JSON carried it so.
  var wholeNumber: UInt64? {
    switch self {
    case .integer(let value): UInt64(exactly: value)
    case .unsigned(let value): value
    case .number(let value): UInt64(exactly: value)
    case .string(let text): UInt64(text)
    default: nil
    }
  }

  /// A text, a number or a truth value as text.
  var plainText: String? {
    switch self {
    case .string(let text): text
    case .integer(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    case .number(let value): "\(value)"
    case .bool(let value): "\(value)"
    case .null, .array, .object: nil
    }
  }
}

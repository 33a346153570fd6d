import MediaBasics

extension String {
  /// `duration` as it stands in `invalidDuration`.
  var firstUppercased: String { prefix(1).uppercased() + dropFirst() }
}

extension JSONValue {
  /// A number without a needless `.0`.
  init(shortest value: Double) {
    self = Int64(exactly: value).map(JSONValue.integer) ?? .number(value)
  }

  /// A number as it is read.
  var plain: String {
    switch self {
    case .integer(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let text): text
    default: ""
    }
  }
}

/// Whether a model takes a seed.
public enum SeedRule: Hashable, Sendable {
  /// It takes none.
  case unsupported
  /// The sources disagree: it may be refused or ignored.
  case unsure
  /// Within the provider's general range.
  case supported
  /// Within a range of its own.
  case range(ClosedRange<UInt64>)
}

extension SeedRule: Codable {
  private enum CodingKeys: String, CodingKey { case min, max }

  /// Reads `false`, `true`, `"unsure"` or `{"min": 0, "max": 4294967295}`.
  public init(from decoder: any Decoder) throws {
    if let supported = try? decoder.singleValueContainer().decode(Bool.self) {
      self = supported ? .supported : .unsupported
    } else if let word = try? decoder.singleValueContainer().decode(String.self) {
      guard word == "unsure" else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "'\(word)' says nothing about seeds; write true, false, \"unsure\" or "
              + "{\"min\": 0, \"max\": 4294967295}"))
      }
      self = .unsure
    } else {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let min = try container.decode(UInt64.self, forKey: .min)
      let max = try container.decode(UInt64.self, forKey: .max)
      guard min <= max else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "min lies above max"))
      }
      self = .range(min...max)
    }
  }

  /// Writes the form that is read.
  public func encode(to encoder: any Encoder) throws {
    if case .range(let range) = self {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(range.lowerBound, forKey: .min)
      try container.encode(range.upperBound, forKey: .max)
      return
    }
    var container = encoder.singleValueContainer()
    if self == .unsure { try container.encode("unsure") } else { try container.encode(self == .supported) }
  }
}

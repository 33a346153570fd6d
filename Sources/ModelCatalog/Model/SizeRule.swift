public import MediaBasics

/// Which sizes a model makes.
public enum SizeRule: Hashable, Sendable {
  /// One of these.
  case list([PixelSize])
  /// The model takes no size: its inputs decide.
  case followsInput

  /// The sizes to choose from; `nil` where there is no choice.
  public var choices: [PixelSize]? {
    if case .list(let sizes) = self { sizes } else { nil }
  }
}

extension SizeRule: Codable {
  /// Reads a list of `WxH`, or `"input"`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let word = try? container.decode(String.self) {
      guard word == "input" else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "'\(word)' is no list of sizes; write [\"1280x720\", …] or \"input\"")
      }
      self = .followsInput
    } else {
      self = .list(try NonEmpty<PixelSize>(from: decoder).elements)
    }
  }

  /// Writes the form that is read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .list(let sizes): try container.encode(sizes)
    case .followsInput: try container.encode("input")
    }
  }
}

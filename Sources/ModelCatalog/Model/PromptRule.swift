/// What a model wants of a prompt.
public struct PromptRule: Hashable, Sendable, Codable {
  /// Whether a prompt must, may or can't be given.
  public enum Need: String, Hashable, Sendable, Codable, CaseIterable {
    case required, optional
    /// The model takes no prompt.
    case none
  }

  /// What lengths count.
  public enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
    /// As a reader counts.
    case characters
    /// As JavaScript counts: most emoji are two.
    case utf16
  }

  /// Whether a prompt must, may or can't be given; `nil` where that isn't known.
  public var need: Need?
  /// The shortest prompt.
  public var min: Int?
  /// The longest prompt.
  public var max: Int?
  /// What both count; characters where nothing is said.
  public var unit: Unit?

  /// How long a text is in this rule's unit.
  public func length(of text: String) -> Int {
    switch unit ?? .characters {
    case .characters: text.count
    case .utf16: text.utf16.count
    }
  }
}

/// Whether a model takes a negative prompt, and how long a one.
public enum NegativePromptRule: Hashable, Sendable {
  /// The model takes none.
  case unsupported
  /// At most so many characters; `nil` where no limit is known.
  case supported(max: Int?)
}

extension NegativePromptRule: Codable {
  private enum CodingKeys: String, CodingKey { case max }

  /// Reads `false`, `true` or `{"max": 2500}`.
  public init(from decoder: any Decoder) throws {
    if let supported = try? decoder.singleValueContainer().decode(Bool.self) {
      self = supported ? .supported(max: nil) : .unsupported
    } else {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self = .supported(max: try container.decode(Int.self, forKey: .max))
    }
  }

  /// Writes the form that is read.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .unsupported:
      var container = encoder.singleValueContainer()
      try container.encode(false)
    case .supported(nil):
      var container = encoder.singleValueContainer()
      try container.encode(true)
    case .supported(let max?):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(max, forKey: .max)
    }
  }
}

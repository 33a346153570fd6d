public import MediaBasics

/// How long a model's clips may be, in seconds.
public enum DurationRule: Hashable, Sendable {
  /// One of these.
  case list([Rational])
  /// From `min` to `max` in steps.
  case range(min: Rational, max: Rational, step: Rational)
  /// The model takes no duration: its inputs decide.
  case followsInput

  /// The most choices that are listed one by one.
  static let mostChoices = 1000

  /// The durations to choose from, a range expanded by its step; empty where there is no choice.
  public var choices: [Rational] {
    switch self {
    case .list(let durations): return durations.sorted()
    case .followsInput: return []
    case .range(let min, let max, let step):
      var choices: [Rational] = []
      var next: Rational? = min
      while let choice = next, choice <= max, choices.count < Self.mostChoices {
        choices.append(choice)
        next = choice.plus(step)
      }
      return choices
    }
  }

  /// Whether a clip of this length can be asked for.
  public func allows(_ duration: Rational) -> Bool {
    switch self {
    case .list(let durations): durations.contains(duration)
    case .range(let min, let max, let step):
      min <= duration && duration <= max && duration.minus(min)?.divided(by: step)?.denominator == 1
    case .followsInput: false
    }
  }
}

extension DurationRule: CustomStringConvertible {
  /// `5 or 10 s`, `1.2 to 12 s in steps of 0.1`.
  public var description: String {
    switch self {
    case .list(let durations): "\(durations.sorted().map(\.decimalText).joinedByOr) s"
    case .range(let min, let max, let step):
      "\(min.decimalText) to \(max.decimalText) s in steps of \(step.decimalText)"
    case .followsInput: "as long as the input"
    }
  }
}

extension DurationRule: Codable {
  private enum CodingKeys: String, CodingKey { case min, max, step }

  /// Reads a list of seconds, `{"min": 2, "max": 10, "step": 1}` or `"input"`.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: CodingKeys.self) {
      let (min, max) = (
        try container.decode(Rational.self, forKey: .min), try container.decode(Rational.self, forKey: .max)
      )
      let step = try container.decode(Rational.self, forKey: .step)
      guard .zero < min, min < max, .zero < step else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "the range is empty; write 0 < min < max and a step above 0"))
      }
      self = .range(min: min, max: max, step: step)
    } else if let word = try? decoder.singleValueContainer().decode(String.self) {
      guard word == "input" else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "'\(word)' is no rule for durations; write [5, 10], "
              + "{\"min\": 2, \"max\": 10, \"step\": 1} or \"input\""))
      }
      self = .followsInput
    } else {
      let durations = try NonEmpty<Rational>(from: decoder).elements
      guard durations.allSatisfy({ $0 > .zero }) else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "a duration must be above 0 s"))
      }
      self = .list(durations)
    }
  }

  /// Writes the form that is read; seconds as numbers.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .list(let durations):
      var container = encoder.singleValueContainer()
      try container.encode(durations.map(\.doubleValue))
    case .range(let min, let max, let step):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(min.doubleValue, forKey: .min)
      try container.encode(max.doubleValue, forKey: .max)
      try container.encode(step.doubleValue, forKey: .step)
    case .followsInput:
      var container = encoder.singleValueContainer()
      try container.encode("input")
    }
  }
}

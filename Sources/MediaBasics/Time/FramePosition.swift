/// Where in a clip a frame image is pinned.
public enum FramePosition: Hashable, Sendable {
  /// Frame 0.
  case first
  /// Frame total − 1.
  case last
  /// A frame counted from 0.
  case index(Int)

  /// Reads `first`, `last` or a whole number from 0.
  public init?(_ text: String) {
    switch text.lowercased() {
    case "first": self = .first
    case "last": self = .last
    default:
      guard let index = Int(text), index >= 0 else { return nil }
      self = .index(index)
    }
  }

  /// The frame's number in a clip of `total` frames, whether or not it lies inside.
  public func index(total: Int) -> Int {
    switch self {
    case .first: 0
    case .last: total - 1
    case .index(let index): index
    }
  }
}

extension FramePosition: CustomStringConvertible {
  /// `first`, `last` or the number.
  public var description: String {
    switch self {
    case .first: "first"
    case .last: "last"
    case .index(let index): "\(index)"
    }
  }
}

extension FramePosition: Codable {
  /// Reads `"first"`, `"last"` or a whole number from 0.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let index = try? container.decode(Int.self), index >= 0 {
      self = .index(index)
      return
    }
    guard let text = try? container.decode(String.self), let position = FramePosition(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "no frame position; write first, last or a whole number from 0")
    }
    self = position
  }

  /// Writes the form that is read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .index(let index): try container.encode(index)
    case .first, .last: try container.encode(description)
    }
  }
}

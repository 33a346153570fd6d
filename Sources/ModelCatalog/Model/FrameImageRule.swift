/// How many images a model pins to frames, and to which.
public struct FrameImageRule: Hashable, Sendable, Codable {
  /// A place that a frame image may have.
  public enum Place: String, Hashable, Sendable, Codable, CaseIterable {
    case first, last
    /// Any frame of the clip.
    case any
  }

  /// How many it needs; `nil` where it can do without.
  public var min: Int?
  /// How many it takes; 0: none.
  public var max: Int
  /// Where they may be.
  public var places: [Place]
  /// Whether an image must have exactly the size of the clip, instead of being fitted by the service.
  public var exactSize: Bool?
}

/// How many references a model takes.
public struct ReferenceRule: Hashable, Sendable, Codable {
  /// At most; 0: none.
  public var max: Int
  /// Whether they may go together with frame images; `nil` where that isn't known.
  public var withFrameImages: Bool?
}

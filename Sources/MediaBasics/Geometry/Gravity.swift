/// Which part of a picture `cover` keeps.
public enum Gravity: String, CaseIterable, Hashable, Sendable, Codable {
  case centre, north, northeast, east, southeast, south, southwest, west, northwest
  /// The part that a viewer would look at first (edges, skin tones, saturated colours).
  case attention
  /// The part that holds the most detail.
  case entropy

  /// The share of the excess that is cut off at the left and at the top, 0…1; `nil` where the picture itself decides.
  public var anchor: (x: Double, y: Double)? {
    switch self {
    case .centre: (0.5, 0.5)
    case .north: (0.5, 0)
    case .northeast: (1, 0)
    case .east: (1, 0.5)
    case .southeast: (1, 1)
    case .south: (0.5, 1)
    case .southwest: (0, 1)
    case .west: (0, 0.5)
    case .northwest: (0, 0)
    case .attention, .entropy: nil
    }
  }

  /// Reads a compass point or strategy; `center` is `centre`.
  public init?(_ text: String) {
    self.init(rawValue: text == "center" ? "centre" : text.lowercased())
  }
}

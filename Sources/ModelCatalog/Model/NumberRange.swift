/// A range of numbers, and the one that is taken where none is given.
public struct NumberRange: Hashable, Sendable, Codable {
  /// The least.
  public var min: Double
  /// The most.
  public var max: Double
  /// What the service takes where nothing is given; `nil` where that isn't known.
  public var `default`: Double?

  /// Whether a number lies within, ends included.
  public func contains(_ number: Double) -> Bool { min <= number && number <= max }
}

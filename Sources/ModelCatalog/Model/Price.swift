public import Foundation

/// What a model costs, as far as its provider publishes it.
public struct Price: Hashable, Sendable, Codable {
  /// What the amounts count.
  public enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
    case usd = "USD"
    /// Runway's credit: 0.01 USD.
    case credit

    /// How many dollars one is.
    public var dollars: Decimal {
      switch self {
      case .usd: 1
      case .credit: Decimal(sign: .plus, exponent: -2, significand: 1)
      }
    }
  }

  /// A price that holds under a condition; all of its parts must hold.
  public struct Case: Hashable, Sendable, Codable {
    /// The kind of task is this.
    public var task: TaskKind?
    /// The clip has at most so many pixels a frame.
    public var maxPixels: Int?
    /// A parameter in the provider's words, `name=value`, was given with this value.
    public var given: String?
    /// The amount for each second of the clip.
    public var perSecond: Decimal
  }

  /// What the amounts count.
  public var unit: Unit
  /// The amount for each second of the clip, where no case holds; `nil` where that isn't known. Where the price
  /// depends on what isn't known beforehand, it's the highest.
  public var perSecond: Decimal?
  /// Prices under conditions; the first that holds counts.
  public var cases: [Case]?
  /// The least that a clip costs.
  public var minimum: Decimal?
  /// What each input image adds.
  public var perImage: Decimal?
}

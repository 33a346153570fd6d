public import Foundation
public import ModelCatalog

/// How a ``Simulator`` behaves.
public struct SimulatorSettings: Sendable {
  /// What `getResponse` says of an id that nobody has seen; the services' documents tell of both.
  public enum UnknownTask: String, Sendable, CaseIterable {
    /// A `taskNotFound` error.
    case error
    /// Empty `data`, as if the task were about to appear.
    case empty
  }

  /// The loopback port to listen on; 0 takes any free one.
  public var port: UInt16
  /// Seconds from a task's acceptance until it is done, however quickly its clips are rendered.
  public var latency: Double
  /// Decides everything that is drawn by lot: seeds, and faults that come by chance.
  public var seed: UInt64
  /// What goes wrong.
  public var faults: FaultPlan
  /// Where tasks and files are kept, so that a simulator started again on the same folder knows them; `nil` for a
  /// temporary folder that ``Simulator/stop()`` removes.
  public var folder: URL?
  /// The models that are offered.
  public var catalog: ModelCatalog
  /// What is said of unknown ids.
  public var unknownTask: UnknownTask
  /// How many Runway tasks are worked on at once, the others being `THROTTLED`; `nil` for any number.
  public var concurrency: Int?
  /// The one key that is refused.
  public var refusedKey: String

  /// Settings with their parts.
  public init(
    port: UInt16 = 0, latency: Double = 0, seed: UInt64 = 0, faults: FaultPlan = .none, folder: URL? = nil,
    catalog: ModelCatalog = .builtIn, unknownTask: UnknownTask = .error, concurrency: Int? = nil,
    refusedKey: String = "bad-key"
  ) {
    self.port = port
    self.latency = latency
    self.seed = seed
    self.faults = faults
    self.folder = folder
    self.catalog = catalog
    self.unknownTask = unknownTask
    self.concurrency = concurrency
    self.refusedKey = refusedKey
  }
}

/// How far a piece of work has come.
public struct ProgressUpdate: Sendable, Hashable {
  /// What the counts count.
  public enum Unit: String, Sendable, Hashable {
    case frames, bytes, files, seconds, percent
  }

  /// What is being done, in a word or two: `encoding`, `waiting for klingai:5@3`.
  public var stage: String
  /// How much is done.
  public var completed: Int64
  /// How much there is in all; `nil` where that isn't known.
  public var total: Int64?
  /// What is counted.
  public var unit: Unit

  /// An update with its parts.
  public init(stage: String, completed: Int64, total: Int64?, unit: Unit) {
    self.stage = stage
    self.completed = completed
    self.total = total
    self.unit = unit
  }
}

/// Takes progress as work goes on; called from any thread, often, and must return at once.
public typealias ProgressHandler = @Sendable (ProgressUpdate) -> Void

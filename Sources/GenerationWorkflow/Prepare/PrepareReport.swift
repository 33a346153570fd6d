public import MediaBasics
public import MediaEngine

/// What became of the inputs, in their order: the command's JSON document.
public struct PrepareReport: Sendable, Codable {
  /// An input that could not be prepared.
  public struct Failure: Sendable, Codable {
    /// The input's path as it was given.
    public var input: String
    /// Why.
    public var error: FailureReport
  }

  /// What was prepared.
  public var items: [PreparedImage]
  /// What was not.
  public var failed: [Failure]
}

public import MediaBasics

/// What became of many pictures; both lists are in the order of the jobs.
public struct ImageBatchReport: Sendable, Codable {
  /// A picture that was not prepared.
  public struct Failure: Sendable, Codable {
    /// The input's path as it was given.
    public let input: String
    /// Why.
    public let error: FailureReport
  }

  /// The pictures that were prepared.
  public let items: [PreparedImage]
  /// The pictures that were not.
  public let failed: [Failure]
}

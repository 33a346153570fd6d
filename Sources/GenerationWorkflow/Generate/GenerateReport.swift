public import ModelCatalog

/// What a generation made: the command's JSON document.
public struct GenerateReport: Sendable, Codable {
  /// One delivered file.
  public struct Output: Sendable, Codable {
    /// Where it is.
    public var output: String
    /// Its width in pixels.
    public var width: Int
    /// Its height in pixels.
    public var height: Int
    /// Its frame rate.
    public var fps: Double
    /// Its frames, counted.
    public var frames: Int
    /// Its length.
    public var seconds: Double
    /// The random seed that the service used, where it says so.
    public var seed: UInt64?
  }

  /// The task that made them.
  public var taskUUID: String
  /// The model.
  public var model: String
  /// The delivered files.
  public var outputs: [Output]
  /// What they cost together; `nil` where the service didn't say.
  public var cost: Cost?
  /// The first local picture or clip as it was uploaded, in the model's size.
  public var frameImage: String?
  /// What is worth a word.
  public var warnings: [String]
}

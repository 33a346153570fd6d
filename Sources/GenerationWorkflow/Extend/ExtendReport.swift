public import MediaEngine
public import ModelCatalog

/// What an extension made: the command's JSON document.
public struct ExtendReport: Sendable, Codable {
  /// One generated clip.
  public struct Clip: Sendable, Codable {
    /// Its number, from 1; the seed is 0.
    public var clip: Int
    /// The seconds that were asked for.
    public var duration: Double
    /// The task that made it.
    public var taskUUID: String
    /// The frames that it was found to have.
    public var frames: Int
    /// What it cost in US dollars, with candidates that were not taken; `nil` where the service didn't say.
    public var cost: Double?
  }

  /// The result's file.
  public var output: String
  /// Its frames, counted.
  public var frames: Int
  /// Its length.
  public var seconds: Double
  /// Its frame rate.
  public var fps: Double
  /// The clips in order.
  public var plan: [Clip]
  /// How the clips meet.
  public var seams: [SeamReport]
  /// What all clips cost, with candidates that were not taken.
  public var cost: Cost
  /// What was checked on the result.
  public var checks: [Verification.Check]
  /// Whether every check holds.
  public var ok: Bool
  /// The picture that the first clip was asked to begin with, as it was uploaded.
  public var frameImage: String?
  /// What is worth a word.
  public var warnings: [String]
}

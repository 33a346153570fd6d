public import Foundation
public import MediaBasics
public import MediaEngine
public import ModelCatalog

/// A batch as it stands: what its status and its report are made of.
public struct BatchSummary: Sendable, Codable {
  /// The batch's name.
  public var name: String
  /// The manifest's path.
  public var manifest: String
  /// When this was put together.
  public var createdAt: Date
  /// Whether the clips come from the simulator.
  public var simulated: Bool
  /// What the jobs did cost so far, and what is set aside for tasks whose cost isn't known yet.
  public var cost: Cost
  /// How much of ``cost`` is only set aside.
  public var setAside: Cost
  /// The spending limit of the latest run.
  public var limit: Cost?
  /// The options that any command on this batch needs, such as its preset and its ledger.
  public var options: [String]
  /// The jobs, in the manifest's order.
  public var jobs: [Job]

  /// One job.
  public struct Job: Sendable, Codable {
    /// The job's id in the manifest.
    public var id: String
    /// How far it is.
    public var state: JobState
    /// The preset, where it has one.
    public var preset: String?
    /// The model's id.
    public var model: String
    /// The prompts, variables filled in.
    public var prompts: [String]
    /// The picture or clip that it starts from, where that is a local file: an absolute path.
    public var input: String?
    /// The first frame image as it was uploaded, in the model's size: an absolute path.
    public var prepared: String?
    /// The delivered files.
    public var outputs: [JobOutput]
    /// Where generated clips join.
    public var seams: [SeamReport]
    /// What was checked of the first output.
    public var checks: [Verification.Check]
    /// The generations that were asked for on its behalf, oldest first.
    public var tasks: [Generation]
    /// What they cost.
    public var cost: Cost
    /// What the job was expected to cost, where that is known.
    public var expectedCost: Cost?
    /// When work on it began.
    public var startedAt: Date?
    /// When it reached its state.
    public var changedAt: Date?
    /// Why it failed or stopped.
    public var failure: FailureReport?
    /// What is worth a word.
    public var warnings: [String]
  }

  /// One generation.
  public struct Generation: Sendable, Codable {
    /// The service's id.
    public var id: String
    /// The model's id.
    public var model: String
    /// What it is for, in words: `mug.mp4, clip 2`.
    public var label: String
    /// How far it came.
    public var stage: TaskStage
    /// The seconds that were asked for.
    public var seconds: Double?
    /// What it cost; `nil` where the service didn't say.
    public var cost: Cost?
    /// Why it failed.
    public var failure: String?
    /// When it was written down.
    public var createdAt: Date
    /// When it reached its stage.
    public var changedAt: Date
  }
}

/// One delivered file of a job.
public struct JobOutput: Sendable, Hashable, Codable {
  /// Its absolute path.
  public var path: String
  /// `mp4`, `webm`, or a picture's format such as `jpeg`.
  public var format: String
  /// Its width in pixels.
  public var width: Int
  /// Its height in pixels.
  public var height: Int
  /// Frames a second; `nil` for a picture.
  public var fps: Double?
  /// Its frames, counted; `nil` for a picture.
  public var frames: Int?
  /// Its length; `nil` for a picture.
  public var seconds: Double?
  /// Its size in bytes.
  public var bytes: Int64
  /// The SHA-256 of its contents, in hexadecimal.
  public var sha256: String
  /// Where else it was delivered to.
  public var delivered: String?
}

/// How far a job is.
public enum JobState: String, Sendable, Hashable, Codable, CaseIterable {
  /// Nothing was begun.
  case waiting
  /// Some process works on it.
  case running
  /// Stopped before its end by the spending limit, a time limit, an interruption, a passing trouble or its process's end.
  case stopped
  /// Delivered and verified.
  case done
  /// It failed for good, or a check says no.
  case failed
}

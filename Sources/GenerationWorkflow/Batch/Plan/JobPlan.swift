public import MediaBasics
public import ModelCatalog

/// What would become of one job.
public struct JobPlan: Sendable {
  /// The job.
  public let job: ManifestJob
  /// How far the ledger says it is; a job that was changed since is waiting again.
  public private(set) var state: JobState
  /// Whether it is made, and only the way to where it goes besides is left.
  public let isMade: Bool
  /// How many generations it takes in all.
  public let generations: Int
  /// Of these, those that the ledger has already, bought or under way; looked up for plans that are shown.
  public internal(set) var reused = 0
  /// What one video is expected to cost; `nil` where the model's price isn't known.
  let price: Cost?
  /// What is worth a word.
  public let warnings: [String]
  /// Why it can't be carried out, or why it failed when it was.
  public private(set) var failure: FailureReport?
  /// Whether it was done before in another form.
  public let changed: Bool
  /// How it is made, what it is called, and what it is made from; `nil` where it can't be.
  let way: (recipe: JobRecipe, identity: String, inputs: [JobInput])?
  let record: JobRecord?

  /// Has it told that nobody works on it any more.
  mutating func tellAbandoned() {
    state = .stopped
    failure = WorkflowError.abandoned(job).report
  }

  /// What is expected to be paid; `nil` where the model's price isn't known.
  public var cost: Cost? {
    isMade ? .zero : price.map { $0 * (job.candidates - reused) }
  }
}

extension WorkflowError {
  static func abandoned(_ job: ManifestJob) -> WorkflowError {
    WorkflowError(
      "abandoned", .interrupted, "The process that worked on job '\(job.id)' ended before the job did.",
      hint: "Run the batch again: it goes on where it was; nothing is bought twice.",
      details: ["job": .string(job.id)])
  }
}

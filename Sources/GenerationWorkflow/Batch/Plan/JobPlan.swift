public import MediaBasics
public import ModelCatalog

/// What would become of one job.
public struct JobPlan: Sendable {
  /// The job.
  public let job: ManifestJob
  /// How far the ledger says it is; a job that was changed since is waiting again.
  public let state: JobState
  /// Whether it is made, and only the way to where it goes besides is left.
  public let isMade: Bool
  /// How many generations it takes, whether or not some exist already.
  public let generations: Int
  /// What they are expected to cost; `nil` where the model's price isn't known.
  public let cost: Cost?
  /// What is worth a word.
  public let warnings: [String]
  /// Why it can't be carried out, or why it failed when it was.
  public let failure: FailureReport?
  /// Whether it was done before in another form.
  public let changed: Bool
  /// How it is made, what it is called, and what it is made from; `nil` where it can't be.
  let way: (recipe: JobRecipe, identity: String, inputs: [JobInput])?
  let record: JobRecord?
}

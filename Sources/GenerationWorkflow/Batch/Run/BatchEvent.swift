public import MediaBasics
public import ModelCatalog

/// What happens while a batch runs.
public enum BatchEvent: Sendable {
  /// So many jobs are to be done; `done` were before.
  case planned(jobs: Int, done: Int)
  /// Work on a job begins.
  case began(String)
  /// A job has come further.
  case progress(String, ProgressUpdate)
  /// Something is worth a word.
  case note(String, String)
  /// A job has reached its end, or was stopped.
  case ended(String, JobState, FailureReport?)
  /// What the batch has spent so far.
  case spent(Cost)
}

/// Takes what happens while a batch runs; called from any thread, and must return at once.
public typealias BatchObserver = @Sendable (BatchEvent) -> Void

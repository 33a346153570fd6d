import Foundation
import GenerationClient
import MediaBasics
import MediaEngine
import ModelCatalog

/// A job as the ledger keeps it.
struct JobRecord: Sendable, Hashable, Codable {
  /// The batch, simulated ones apart from real ones.
  var batch: String
  /// The job's id.
  var id: String
  /// What was asked and how it is delivered, as a hash: another one is another job.
  var identity: String
  /// Counts up where the user wants what exists generated anew.
  var edition: Int
  /// How far it is.
  var state: JobState
  /// When work on it began.
  var startedAt: Date
  /// When its state last changed.
  var changedAt: Date
  /// The generations that it is made of, by the service's ids.
  var tasks: [String]
  /// Why it failed or stopped.
  var failure: FailureReport?
  /// What it made.
  var result: JobResult?
  /// The folder that its files were made in, where several machines share a ledger.
  var place: String?
}

/// What a job made.
struct JobResult: Sendable, Hashable, Codable {
  /// The delivered files.
  var outputs: [JobOutput] = []
  /// Where generated clips join.
  var seams: [SeamReport] = []
  /// What was checked.
  var checks: [Verification.Check] = []
  /// What is worth a word.
  var warnings: [String] = []
  /// The first frame image as it was uploaded: an absolute path.
  var frameImage: String?
  /// The contents, as SHA-256, that files of this job have or had: what may be replaced at a path, for it is ours.
  var claims: [String: Set<String>] = [:]
  /// What is on its way elsewhere in parts, by where it goes.
  var uploads: [String: MultipartUpload]?
}

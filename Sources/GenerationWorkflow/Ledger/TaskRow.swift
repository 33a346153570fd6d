import Foundation
import GRDB
import MediaBasics
import ModelCatalog

/// A task as the table holds it.
///
/// The payload is text here: GRDB would ask a value that decodes itself for a boolean first, and SQLite turns any text
/// into one.
struct TaskRow: Codable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "task"

  let id: String
  let providerID: String?
  let identity: String
  let attempt: Int
  let scope: String
  let model: String
  let label: String
  let seconds: Double?
  let results: Int
  let payload: String
  let stage: TaskStage
  let expectedCost: Cost?
  let cost: Cost?
  let failure: FailureReport?
  let createdAt: Date
  let changedAt: Date
  let outputs: [TaskOutput]
  let purse: String
  let job: String?
  /// Millionths of a dollar, whole so that sums are exact.
  let charge: Int64

  init(_ task: GenerationTask) throws {
    id = task.id
    providerID = task.providerID
    identity = task.identity
    attempt = task.attempt
    scope = task.scope
    model = task.model
    label = task.label
    seconds = task.seconds
    results = task.results
    payload = String(decoding: try task.payload.data(), as: UTF8.self)
    stage = task.stage
    expectedCost = task.expectedCost
    cost = task.cost
    failure = task.failure
    createdAt = task.createdAt
    changedAt = task.changedAt
    outputs = task.outputs
    purse = task.purse
    job = task.job
    charge = task.charge.millionths
  }

  /// The task.
  func task() throws -> GenerationTask {
    GenerationTask(
      id: id, providerID: providerID, identity: identity, attempt: attempt, scope: scope, model: model, label: label,
      seconds: seconds, results: results, payload: try JSONValue(parsing: Data(payload.utf8)), stage: stage,
      expectedCost: expectedCost, cost: cost, failure: failure, createdAt: createdAt, changedAt: changedAt,
      outputs: outputs, purse: purse, job: job)
  }
}

extension Cost {
  /// The amount in millionths, rounded up: never less than it is.
  var millionths: Int64 {
    var (exact, whole) = (amount * 1_000_000, Decimal())
    NSDecimalRound(&whole, &exact, 0, .up)
    return Int64(clamping: NSDecimalNumber(decimal: whole).int64Value)
  }

  init(millionths: Int64) {
    self.init(Decimal(millionths) / 1_000_000)
  }
}

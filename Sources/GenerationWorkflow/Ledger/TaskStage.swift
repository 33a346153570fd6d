/// How far a generation has come, as the ledger knows it.
///
/// intended → accepted → succeeded → fetched is the way of a good one. Where the service makes the ids, it begins as
/// `waiting` and is `intended` only while it may be on its way. `failed` ends a task that the service gave up or
/// refused; `unknown` one whose answer was lost where the service can't be asked. Only a failed task may be followed
/// by another of the same identity: any other stage means that a generation exists, or may exist, and was paid for.
public enum TaskStage: String, Sendable, Hashable, Codable, CaseIterable {
  /// Written down, its price set aside; surely not sent.
  case waiting
  /// Written down, and perhaps sent; whether it arrived is not known.
  case intended
  /// The service has it.
  case accepted
  /// The service has made it; its files are not here yet.
  case succeeded
  /// Its files are here.
  case fetched
  /// It was refused, or failed for good.
  case failed
  /// It was sent, the answer was lost, and the service can't be asked.
  case unknown

  /// The stages that may follow.
  var successors: Set<TaskStage> {
    switch self {
    case .waiting: [.intended, .accepted, .failed]
    case .intended: [.waiting, .accepted, .succeeded, .fetched, .failed, .unknown]
    case .accepted: [.intended, .succeeded, .fetched, .failed, .unknown]
    case .succeeded: [.accepted, .fetched, .failed]
    case .fetched: [.accepted, .failed]
    case .failed: []
    case .unknown: [.accepted, .failed]
    }
  }
}

extension GenerationTask {
  /// Whether the service may be the first to say that it has the task.
  var mayBeTaken: Bool { [.waiting, .intended, .unknown].contains(stage) }

  /// Whether the task may come to a stage on somebody's word.
  func mayMove(to stage: TaskStage, as word: Ledger.Word) -> Bool {
    (mayBeTaken || word != .service) && (self.stage == stage || self.stage.successors.contains(stage))
  }
}

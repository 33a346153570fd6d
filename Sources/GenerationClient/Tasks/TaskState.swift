public import Foundation
public import MediaBasics
public import ModelCatalog

/// What is known of a task.
public enum TaskState: Sendable, Hashable {
  /// It is waiting or being worked on; `word` is the service's own for it, `progress` 0…1 where the service tells.
  case waiting(word: String, progress: Double?)
  /// It is done.
  case succeeded([TaskResult])
  /// It is over and gave nothing.
  case failed(ProviderFailure)
  /// The service doesn't know the id, and has been given time to.
  case unknown

  /// Whether nothing further can come.
  public var isFinal: Bool { if case .waiting = self { false } else { true } }
}

/// One clip that a task made.
public struct TaskResult: Sendable, Hashable {
  /// The service's id of the result.
  public var id: String
  /// Where it can be fetched, for a time; empty where the result is no file but words, which stand in ``item``.
  public var url: String
  /// The seed it was made with, where told.
  public var seed: UInt64?
  /// What it cost, where told.
  public var cost: Cost?
  /// All that the service said of it.
  public var item: JSONValue

  /// A result with its parts.
  public init(id: String, url: String, seed: UInt64? = nil, cost: Cost? = nil, item: JSONValue = .null) {
    self.id = id
    self.url = url
    self.seed = seed
    self.cost = cost
    self.item = item
  }
}

/// Why a task gave nothing.
public struct ProviderFailure: Sendable, Hashable {
  /// The service's word, such as `timeoutProvider` or `SAFETY.INPUT.TEXT`.
  public var code: String
  /// The service's sentence.
  public var message: String
  /// Whether the same may well succeed as a new task.
  public var retryable: Bool
  /// The kind, which decides the exit code where the failure is the end.
  public var kind: FailureKind
  /// What was billed all the same, where told.
  public var cost: Cost?
  /// All that the service said of it.
  public var item: JSONValue

  /// A failure with its parts.
  public init(
    code: String, message: String, retryable: Bool, kind: FailureKind = .refused, cost: Cost? = nil,
    item: JSONValue = .null
  ) {
    self.code = code
    self.message = message
    self.retryable = retryable
    self.kind = kind
    self.cost = cost
    self.item = item
  }

  /// The failure as an error, for where the task's failure is the end.
  public func error(task: String) -> GenerationError {
    GenerationError(
      .taskFailed, kind, "Task \(task) failed (\(code)): \(message)",
      hint: retryable ? "A new task may succeed." : "Change the request: the same one would fail again.",
      details: ["task": .string(task), "providerCode": .string(code), "retryable": .bool(retryable)])
  }
}

/// A task that the service has.
public struct Submission: Sendable, Hashable {
  /// The id to ask for: ours, or the service's where it makes them.
  public var taskID: String
  /// Whether the service had it already, from an earlier try.
  public var alreadyKnown: Bool

  /// A submission with its parts.
  public init(taskID: String, alreadyKnown: Bool = false) {
    self.taskID = taskID
    self.alreadyKnown = alreadyKnown
  }
}

/// A file that the service has.
public struct UploadedMedia: Sendable, Hashable {
  /// What a request names it by.
  public var reference: String
  /// Until when it may be named; `nil` where the service sets no end.
  public var expires: Date?

  /// An upload with its parts.
  public init(reference: String, expires: Date? = nil) {
    self.reference = reference
    self.expires = expires
  }
}

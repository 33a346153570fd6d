public import Foundation
public import MediaBasics
public import ModelCatalog

/// A service that makes video: what every provider can be asked, whatever its protocol.
///
/// The life of a task: ``upload(_:progress:)`` its files, put the references into the request,
/// ``payload(for:taskID:)``, write down that it is about to go out, ``submit(_:taskID:)``, follow ``states(of:)``,
/// ``download(_:to:progress:)`` the results. After any interruption each step may be taken again; only a submission
/// that failed with `provider.answer-lost` must not be.
public protocol GenerationProvider: Sendable {
  /// Where its tasks live, such as `runware@https://api.runware.ai`; never holds the key.
  var scope: String { get }

  /// Whether the service makes the id of a task. Then a submission whose answer was lost can't be asked about.
  var assignsTaskIDs: Bool { get }

  /// What is wrong with a request's further parameters (``GenerationRequest/extra``), as far as the provider's own
  /// words are known here; what any model's specification says is ``RequestChecker``'s.
  func issues(in request: GenerationRequest) -> [Issue]

  /// What will be sent for a request, exactly; nothing is sent yet, and equal requests give equal payloads.
  ///
  /// - Throws: `client.payload` where a local file has not been replaced by a reference; `client.unsupported` where
  ///   the provider has no form for something asked.
  func payload(for request: GenerationRequest, taskID: String) throws -> JSONValue

  /// Brings a file to the service.
  ///
  /// - Throws: `upload.type`, `upload.too-large`, `upload.changed`; `FileError`; what the exchange throws.
  func upload(_ file: URL, progress: ProgressHandler?) async throws -> UploadedMedia

  /// Waits for a place among the tasks in flight and keeps it for one that is going to be handed in; may be left out.
  ///
  /// Where ``assignsTaskIDs`` is true a task that is written down only then was never sent if it isn't written down.
  func reserve(_ taskID: String) async throws

  /// Gives a reserved place back: the task isn't going to be handed in after all.
  func release(_ taskID: String) async

  /// Hands a task in; waits for a place where the tasks in flight are limited and it has none.
  ///
  /// Where ``assignsTaskIDs`` is false the same payload under the same id may go out again and again: it is one task.
  /// - Parameter departure: told before each try, which waits for it, and where a try surely made no task; never told
  ///   anything where ``assignsTaskIDs`` is false. What it throws ends the submission.
  /// - Throws: for good `provider.rejected`, `provider.no-credit`, `provider.content-refused`, `provider.key-refused`;
  ///   `provider.unreachable`, `provider.busy`, `provider.failing` past the retries; `provider.answer-lost`.
  func submit(
    _ payload: JSONValue, taskID: String, departure: @escaping @Sendable (Departure) async throws -> Void
  ) async throws -> Submission

  /// Says how long a task usually takes, so that it is asked for when it may be done; may be left out.
  func expect(_ taskID: String, toTake usual: Duration) async

  /// Asks for a task until it is over; ends after ``TaskState/succeeded(_:)``, ``TaskState/failed(_:)`` or
  /// ``TaskState/unknown``.
  ///
  /// - Parameter results: how many results make the task complete, where the id alone doesn't tell.
  func states(of taskID: String, results: Int) -> AsyncThrowingStream<TaskState, any Error>

  /// Fetches a result into a file; what an earlier try left beside it (`.part`) is gone on with.
  ///
  /// An existing file is replaced, once the new one is whole.
  /// - Throws: `download.expired` where the address isn't valid any more; `download.truncated`, `provider.too-large`.
  func download(_ address: String, to file: URL, progress: ProgressHandler?) async throws

  /// The video models that the service says it has, as far as it can be asked.
  ///
  /// - Parameter known: The catalog's, which tell where to look.
  /// - Throws: `client.unsupported` where it can't be asked.
  func listModels(like known: [ModelSpec]) async throws -> [ListedModel]

  /// What is left to spend.
  ///
  /// - Throws: `client.unsupported` where the service can't be asked.
  func balance() async throws -> AccountBalance

  /// Stops a task where the service can; `false` where it can't, so that the task goes on and is billed.
  func cancel(_ taskID: String) async throws -> Bool
}

/// Where a submission is that may be paid for once it has left.
public enum Departure: Sendable, Hashable {
  /// It is about to go out: from now on the service may have it.
  case leaving
  /// The service surely has nothing of it; it goes out again later, if at all.
  case stayed
}

extension GenerationProvider {
  /// Hands a task in; nobody is told when it leaves.
  public func submit(_ payload: JSONValue, taskID: String) async throws -> Submission {
    try await submit(payload, taskID: taskID) { _ in }
  }

  /// Nothing: a provider whose own words are not known here.
  public func issues(in request: GenerationRequest) -> [Issue] { [] }

  /// Nothing: a task waits for its place when it is handed in.
  public func reserve(_ taskID: String) async throws {}

  /// Nothing: no place was reserved.
  public func release(_ taskID: String) async {}

  /// Nothing: a provider that asks at a pace of its own.
  public func expect(_ taskID: String, toTake usual: Duration) async {}

  /// Not to be had: a provider that tells nothing of its models.
  public func listModels(like known: [ModelSpec]) async throws -> [ListedModel] {
    throw GenerationError.unsupported(scope, "models", "it does not list them")
  }

  /// Not to be had: a provider that tells nothing of the account.
  public func balance() async throws -> AccountBalance {
    throw GenerationError.unsupported(scope, "balance", "it does not tell")
  }

  /// Asks for a task of one result until it is over.
  public func states(of taskID: String) -> AsyncThrowingStream<TaskState, any Error> {
    states(of: taskID, results: 1)
  }
}

/// A model as the service itself names it.
public struct ListedModel: Hashable, Sendable, Codable {
  /// The id that requests name.
  public var id: String
  /// The name that people know it by.
  public var name: String
  /// Who made it, where the id tells.
  public var maker: String?

  /// A model with its parts.
  public init(id: String, name: String, maker: String?) {
    (self.id, self.name, self.maker) = (id, name, maker)
  }
}

/// What an account holds.
public struct AccountBalance: Hashable, Sendable, Codable {
  /// The organisation's name, where told.
  public var organization: String?
  /// What is left to spend; `nil` where the service doesn't tell.
  public var balance: Cost?
  /// The most generations of a model at once, by the model's id, where the service sets such limits.
  public var concurrency: [String: Int]?

  /// What is known of an account.
  public init(organization: String? = nil, balance: Cost? = nil, concurrency: [String: Int]? = nil) {
    self.organization = organization
    self.balance = balance
    self.concurrency = concurrency
  }
}

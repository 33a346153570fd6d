public import Foundation
public import MediaBasics
public import ModelCatalog

/// Runway over HTTP: the service makes the ids and knows no idempotency, so that a submission whose answer is lost
/// is never repeated.
public final class RunwayProvider: GenerationProvider {
  /// `runway@` and the service's address.
  public let scope: String
  let runway: RunwayChannel
  private let catalog: ModelCatalog
  private let poller: TaskPoller
  private let limit: FlightLimit
  private let downloader: Downloader
  private let uploader: RunwayUpload

  /// A client for one key; make one for all that goes out under it.
  ///
  /// - Throws: `client.key-missing`, `client.key-malformed`, `client.address`, `client.setting`.
  public init(_ settings: ClientSettings) throws {
    guard settings.webhook == nil else {
      throw GenerationError.unsupported("Runway", "webhook", "it calls nobody back")
    }
    let parts = try ProviderParts(.runway, settings, publicAddress: "https://api.dev.runwayml.com")
    let runway = try RunwayChannel(parts.channel, base: parts.address, key: parts.key)
    let limit = parts.limit
    scope = parts.scope
    self.runway = runway
    self.limit = limit
    catalog = settings.catalog
    poller = TaskPoller(
      schedule: settings.pollSchedule, timeout: settings.timeout, patience: settings.patience, time: settings.time,
      ask: { try await RunwayPolling(runway: runway).ask($0) }, onEnd: { await limit.leave($0) })
    var downloader = parts.downloader
    downloader.pace = parts.filePace
    self.downloader = downloader
    uploader = RunwayUpload(
      runway: runway, transport: parts.channel.transport, allowsLoopback: parts.address.isLoopback,
      pace: parts.filePace)
  }

  /// True: the service makes the ids.
  public var assignsTaskIDs: Bool { true }

  /// What is wrong with parameters in Runway's own words, and with media: the names of those that are elsewhere, and
  /// the files that are here.
  public func issues(in request: GenerationRequest) -> [Issue] {
    ParameterList.runway.issues(in: request.extra)
      + RunwayReference.issues(in: request) + RunwayUpload.rules.issues(in: request)
  }

  /// `{"path":"/v1/…","body":{…}}`: the body is posted to the path.
  public func payload(for request: GenerationRequest, taskID: String) throws -> JSONValue {
    try RunwayPayload(request, spec: try? catalog.model(request.model)).make()
  }

  /// Uploads a file for a day; the reference is its `runway://` address.
  public func upload(_ file: URL, progress: ProgressHandler?) async throws -> UploadedMedia {
    try await uploader.upload(file, progress: progress)
  }

  /// Waits for a place, and asks meanwhile for the tasks that have one.
  public func reserve(_ taskID: String) async throws {
    let (limit, poller) = (limit, poller)
    try await limit.enter(taskID) { for id in await limit.tasks { await poller.watch(id) } }
  }

  /// Gives the place to whoever waits longest.
  public func release(_ taskID: String) async { await limit.leave(taskID) }

  /// Hands a task in and gives the id that the service made; `taskID` is only what it is called until then.
  ///
  /// - Throws: `provider.answer-lost` where there may be a task whose id nobody told: don't repeat.
  public func submit(
    _ payload: JSONValue, taskID: String, departure: @escaping @Sendable (Departure) async throws -> Void
  ) async throws -> Submission {
    guard let path = payload["path"]?.text, path.hasPrefix("/v1/"), let body = payload["body"] else {
      throw GenerationError.payload("it has no path and body")
    }
    try await reserve(taskID)
    do {
      let answer = try await runway.create(path, body, departure: departure)
      guard let id = answer["id"]?.text, Self.isPlain(id) else {
        throw GenerationError.answerLost("Runway", "it names no task")
      }
      await limit.rename(taskID, to: id)
      if await limit.isCrowded { await poller.watch(id) }
      return Submission(taskID: id)
    } catch {
      await limit.leave(taskID)
      throw error
    }
  }

  /// Says how long a task usually takes.
  public func expect(_ taskID: String, toTake usual: Duration) async {
    await poller.expect(taskID, toTake: usual)
  }

  /// The task's states; each is asked for on its own, at the pace that all requests share.
  public func states(of taskID: String, results: Int) -> AsyncThrowingStream<TaskState, any Error> {
    guard Self.isPlain(taskID) else {
      return AsyncThrowingStream { $0.finish(throwing: GenerationError.payload("'\(taskID)' is no task's id")) }
    }
    return AsyncThrowingStream { stream in
      Task {
        await limit.note(taskID)
        await poller.follow(taskID, results: results, stream)
      }
    }
  }

  /// Fetches a result; the key stays here.
  public func download(_ address: String, to file: URL, progress: ProgressHandler?) async throws {
    try await downloader.download(address, to: file, progress: progress)
  }

  /// Stops a task that isn't over; one that runs is billed all the same.
  public func cancel(_ taskID: String) async throws -> Bool {
    guard Self.isPlain(taskID) else { throw GenerationError.payload("'\(taskID)' is no task's id") }
    let path = "/v1/tasks/\(taskID)"
    // The same request deletes a finished task with its result, which was paid for.
    guard let json = try await runway.find(path),
      !RunwayTask(id: taskID, json: json, redactor: runway.channel.redactor).isOver
    else { return false }
    return try await runway.delete(path)
  }

  /// Whether an id may stand in a path.
  static func isPlain(_ id: String) -> Bool {
    !id.isEmpty && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
  }
}

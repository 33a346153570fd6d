public import Foundation
public import MediaBasics
public import ModelCatalog

/// Runware over HTTP: ids are ours, so nothing can be bought twice; submissions and polls are packed.
public final class RunwareProvider: GenerationProvider {
  /// `runware@` and the service's address.
  public let scope: String
  let runware: RunwareChannel
  private let catalog: ModelCatalog
  private let packer: SubmissionPacker
  private let poller: TaskPoller
  private let limit: FlightLimit
  private let downloader: Downloader
  private let uploader: RunwareUpload
  private let webhook: WebhookReceiver?

  /// A client for one key; make one for all that goes out under it.
  ///
  /// - Throws: `client.key-missing`, `client.key-malformed`, `client.address`, `client.setting`.
  public init(_ settings: ClientSettings) throws {
    let parts = try ProviderParts(.runware, settings, publicAddress: Self.publicAddress)
    scope = parts.scope
    let address = ["", "/"].contains(parts.address.path) ? try parts.address.appending("v1") : parts.address
    let runware = RunwareChannel(parts.channel, address: address, key: parts.key)
    let limit = parts.limit
    self.runware = runware
    self.limit = limit
    catalog = settings.catalog
    packer = SubmissionPacker(runware, window: settings.gatherWindow)
    poller = TaskPoller(
      schedule: settings.pollSchedule, timeout: settings.timeout, patience: settings.patience, time: settings.time,
      ask: { try await RunwarePolling(runware: runware).ask($0) }, onEnd: { await limit.leave($0) })
    downloader = parts.downloader
    uploader = RunwareUpload(runware: runware, pollInterval: settings.pollInterval)
    webhook = settings.webhook
    listen()
  }

  private func listen() {
    let (runware, poller) = (runware, poller)
    webhook?.onDelivery { json in
      for (id, report) in RunwarePolling(runware: runware).reports(in: json) { await poller.take(report, of: id) }
    }
  }

  /// How many submissions wait for their acknowledgement.
  var waitingSubmissions: Int {
    get async { await packer.unsettled }
  }

  /// How many tasks are asked for in each round of polls.
  var followedTasks: Int {
    get async { await poller.count }
  }

  private static let publicAddress = "https://api.runware.ai"

  /// False: ids are ours.
  public var assignsTaskIDs: Bool { false }

  /// What is wrong with parameters in Runware's own words, and with the files that are to be uploaded.
  public func issues(in request: GenerationRequest) -> [Issue] {
    var given = request.extra
    // A sound that has its own member still excludes speech.
    if !request.audios.isEmpty { given["inputAudios"] = given["inputAudios"] ?? [] }
    return ParameterList.runware.issues(in: given) + request.closedAddresses
      + RunwareUpload.rules.issues(in: request)
  }

  /// The task as an element of the array that is sent.
  public func payload(for request: GenerationRequest, taskID: String) throws -> JSONValue {
    let payload = try RunwarePayload(request, spec: try? catalog.model(request.model)).make(taskID: taskID)
    guard let webhook, payload["webhookURL"] == nil else { return payload }
    return payload.merging(["webhookURL": .string(webhook.address)])
  }

  /// Uploads an image, video or sound; the reference is its UUID at Runware.
  public func upload(_ file: URL, progress: ProgressHandler?) async throws -> UploadedMedia {
    try await uploader.upload(file, progress: progress)
  }

  /// Hands a task in; may be repeated under the same id at any time.
  public func submit(
    _ payload: JSONValue, taskID: String, departure: @escaping @Sendable (Departure) async throws -> Void
  ) async throws -> Submission {
    guard payload["taskUUID"]?.text == taskID else {
      throw GenerationError.payload("its taskUUID is not \(taskID)")
    }
    let (limit, poller) = (limit, poller)
    // Whoever fills the places may not be following: their ends must be noticed all the same.
    try await limit.enter(taskID) { for id in await limit.tasks { await poller.watch(id) } }
    do {
      let submission = try await packer.submit(payload, id: taskID)
      if await limit.isCrowded { await poller.watch(taskID) }
      return submission
    } catch {
      await limit.leave(taskID)
      throw error
    }
  }

  /// Says how long a task usually takes.
  public func expect(_ taskID: String, toTake usual: Duration) async {
    await poller.expect(taskID, toTake: usual)
  }

  /// The task's states, from polls that all tasks share.
  public func states(of taskID: String, results: Int) -> AsyncThrowingStream<TaskState, any Error> {
    AsyncThrowingStream { stream in
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

  /// False: Runware finishes and bills whatever it has taken.
  public func cancel(_ taskID: String) async throws -> Bool { false }
}

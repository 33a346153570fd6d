public import MediaBasics

/// Why a service couldn't be reached, refused a request, or sent something unusable.
///
/// No message, hint or detail ever holds a key, a signed query or media.
public struct GenerationError: ReportedError {
  /// Which of this module's failures it is: stable words, the report's code.
  public enum Code: String, Sendable, CaseIterable {
    /// An address that isn't opened: no URL, or neither https nor loopback.
    case address = "client.address"
    /// The key is missing.
    case keyMissing = "client.key-missing"
    /// The key can't be one.
    case keyMalformed = "client.key-malformed"
    /// A setting makes no sense.
    case setting = "client.setting"
    /// Nobody can call back: the place to listen at isn't to be had.
    case webhook = "client.webhook"
    /// The provider has no form for what is asked.
    case unsupported = "client.unsupported"
    /// A payload that was not made by `payload(for:taskID:)`.
    case payload = "client.payload"
    /// A fault of ours.
    case internalFault = "client.internal"
    /// No connection.
    case unreachable = "provider.unreachable"
    /// The server's certificate isn't vouched for.
    case untrusted = "provider.untrusted"
    /// No answer in time.
    case timeout = "provider.timeout"
    /// Too many requests, past all retries.
    case busy = "provider.busy"
    /// The service keeps failing, past all retries.
    case failing = "provider.failing"
    /// The answer is not what the protocol says.
    case badAnswer = "provider.bad-answer"
    /// The answer is endless or far too long.
    case tooLarge = "provider.too-large"
    /// A redirect that isn't followed.
    case redirect = "provider.redirect"
    /// The request is wrong, in the service's eyes.
    case rejected = "provider.rejected"
    /// The key was refused.
    case keyRefused = "provider.key-refused"
    /// The account can't pay.
    case noCredit = "provider.no-credit"
    /// The content isn't allowed.
    case contentRefused = "provider.content-refused"
    /// A submission left and its answer is lost, at a service that makes the ids: there may be a paid task that
    /// nobody can name. It must not be sent again without the user's word.
    case answerLost = "provider.answer-lost"
    /// The task failed for good.
    case taskFailed = "task.failed"
    /// The task wasn't done in the time set; it goes on at the service.
    case taskTimeout = "task.timeout"
    /// The address of a result isn't valid any more; asking for the task gives a fresh one.
    case expired = "download.expired"
    /// A download ended before it was whole, past all retries.
    case truncated = "download.truncated"
    /// Another process is writing the same download.
    case downloadTaken = "download.taken"
    /// The target can't be written.
    case unwritable = "download.unwritable"
    /// The file is of no kind that the service takes.
    case uploadType = "upload.type"
    /// The file is larger than the service takes.
    case uploadTooLarge = "upload.too-large"
    /// The file changed while it was sent.
    case uploadChanged = "upload.changed"
    /// The key for a storage is missing or refused.
    case storageKey = "storage.key"
    /// A storage, or a signed address, does not take a file.
    case storageRefused = "storage.refused"
    /// A storage has something else than was sent.
    case storageMismatch = "storage.mismatch"
  }

  /// Which failure it is.
  public let code: Code
  /// What was given, what is allowed, what to do.
  public let report: FailureReport
  /// Whether it refuses what an earlier try may have brought to the service all the same: then it says nothing of that.
  public private(set) var followsDoubt = false

  /// The same, as the answer to a request that was sent before.
  func afterDoubt(_ doubt: Bool) -> GenerationError {
    var error = self
    error.followsDoubt = followsDoubt || doubt
    return error
  }

  init(
    _ code: Code, _ kind: FailureKind, _ message: String, hint: String? = nil, details: [String: JSONValue] = [:]
  ) {
    self.code = code
    // A service's words, which many messages end with, come with and without a full stop.
    let message = message.last.map { ".!?…".contains($0) } ?? true ? message : "\(message)."
    report = FailureReport(code: code.rawValue, kind: kind, message: message, hint: hint, details: details)
  }

  /// The service's own word for the failure, where it gave one.
  public var providerCode: String? { report.details["providerCode"]?.text }
}

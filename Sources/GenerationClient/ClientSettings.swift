public import Foundation
public import ModelCatalog

/// How one provider is reached and at what pace.
///
/// Whoever makes a provider reads the environment; this module never does, but for proxies, which libcurl takes there.
public struct ClientSettings: Sendable {
  /// Where the service is; `nil` is its public address. Plain `http` only on this machine.
  public var baseURL: URL?
  /// The key, sent as a bearer token and shown nowhere.
  public var key: String
  /// What the ledger knows the service by; `nil`: provider and address. For a service whose address changes while its
  /// tasks stay, such as a simulator on any free port.
  public var scope: String?
  /// From the beginning of one round of polls to that of the next.
  public var pollInterval: Duration = .seconds(5)
  /// Whether polls adapt: close together at first, rare until a task's usual time is near
  /// (``GenerationProvider/expect(_:toTake:)``), then every ``pollInterval``; with a ``webhook`` twice a minute.
  public var adaptivePolling = false
  /// Takes the service's own word that a task is over, where it calls back; polls stay as the safety net.
  public var webhook: WebhookReceiver?
  /// The most requests in any minute.
  public var requestsPerMinute = 60
  /// The most tasks under way at the service.
  public var maxInFlight = 10
  /// Makes what all clients of the key keep to, where others use it at the same time; given what stands for the service
  /// and the key, and tells neither. `nil`: this client is alone.
  public var sharing: (@Sendable (String) -> any SharedPace)?
  /// How long a task is followed before `task.timeout`; `nil` sets no limit.
  public var timeout: Duration?
  /// How long a submission waits for others to share its request.
  public var gatherWindow: Duration = .milliseconds(50)
  /// How often what failed for the moment is tried again.
  public var retries = RetryPolicy()
  /// The longest download that is taken, in bytes.
  public var downloadLimit: Int64 = 2 << 30
  /// Which authorities are trusted.
  public var trust = TrustSettings()
  /// What is known of the models' forms of request.
  public var catalog = ModelCatalog.builtIn
  /// Takes the debug log.
  public var log: LogHandler?
  /// Where waiting and chance come from.
  public var time = TimeSource.system
  /// How long what may pass by itself is waited out.
  var patience = Patience()

  /// Settings for a key, the rest as usual.
  public init(key: String, baseURL: URL? = nil) {
    self.key = key
    self.baseURL = baseURL
  }

  /// When tasks are asked for.
  var pollSchedule: PollSchedule {
    let rare = Duration.seconds(30)
    let interval = adaptivePolling && webhook != nil ? max(pollInterval, rare) : pollInterval
    return PollSchedule(interval: interval, adapts: adaptivePolling)
  }

  func check() throws(GenerationError) {
    guard pollInterval > .zero else { throw .setting("pollInterval", given: "\(pollInterval)", allowed: "above 0") }
    guard (1...100_000).contains(requestsPerMinute) else {
      throw .setting("requestsPerMinute", given: "\(requestsPerMinute)", allowed: "1…100000")
    }
    guard (1...10_000).contains(maxInFlight) else {
      throw .setting("maxInFlight", given: "\(maxInFlight)", allowed: "1…10000")
    }
    guard timeout.map({ $0 > .zero }) ?? true else { throw .setting("timeout", given: "0", allowed: "above 0") }
    guard (.zero ... .seconds(3600)).contains(gatherWindow) else {
      throw .setting("gatherWindow", given: "\(gatherWindow)", allowed: "0…3600 s")
    }
    guard retries.attempts > 0 else {
      throw .setting("retries.attempts", given: "\(retries.attempts)", allowed: "1 or more")
    }
  }
}

extension ClientSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The settings without the key.
  public var description: String {
    "ClientSettings(\(baseURL?.absoluteString ?? "public address"), \(requestsPerMinute) requests a minute)"
  }
  /// The settings without the key.
  public var debugDescription: String { description }
  /// Shows no member, so that no dump shows the key.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

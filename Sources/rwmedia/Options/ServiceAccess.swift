import Foundation
import GenerationClient
import GenerationSimulator
import MediaBasics
import ModelCatalog

/// The way to the providers: a client each, with the user's key and pace; where they are simulated or call back, the
/// servers on this machine that belong to them.
struct ServiceAccess: Sendable {
  /// Where the ledger says that a provider's simulated tasks are, whatever port the simulator has. Uploads are one
  /// provider's, as those of the services are.
  private static func simulatedScope(of provider: ProviderID) -> String { "sim \(provider.rawValue)" }

  /// Whether a task is one of the simulator's.
  static func isSimulated(_ scope: String) -> Bool { scope.split(separator: " ").first == "sim" }

  /// Whose task it is, or whose the simulator plays.
  static func provider(of scope: String) -> ProviderID? {
    let name = scope.split(whereSeparator: { " @".contains($0) }).first { $0 != "sim" }
    return name.flatMap { ProviderID(rawValue: String($0)) }
  }

  let providers: [ProviderID: any GenerationProvider]
  private let simulator: Simulator?
  private let webhook: WebhookReceiver?

  /// Connects to providers, or to their simulation.
  ///
  /// - Parameters:
  ///   - uses: What each provider is needed for, for messages: a model's id, or a command. The first of a provider
  ///     counts.
  ///   - rehearsal: Nothing will be sent, so that neither a key nor a server is needed.
  ///   - folder: What a simulator keeps beyond the command; `nil`: nothing.
  ///   - sharing: What clients of one key keep to together; see ``ClientSettings/sharing``.
  ///   - attempts: How often an exchange is tried; `nil`: as usual.
  init(
    _ options: ProviderOptions, uses: [(provider: ProviderID, use: String)], rehearsal: Bool = false,
    folder: URL? = nil, sharing: (@Sendable (String) -> any SharedPace)? = nil, attempts: Int? = nil,
    console: Console
  ) async throws {
    let simulated = options.provider == .sim
    var address: URL?
    var clients: [ProviderID: ClientSettings] = [:]
    if simulated, !rehearsal {
      let simulator = Simulator(SimulatorSettings(latency: options.latency, folder: folder))
      let started = try await simulator.start()
      console.debug("simulator at \(started)")
      self.simulator = simulator
      address = started
    } else {
      simulator = nil
    }
    for (id, use) in uses where clients[id] == nil {
      var client =
        if let address {
          ClientSettings(key: "simulated", baseURL: id == .runware ? address.appendingPathComponent("v1") : address)
        } else {
          try Self.settings(options, id, use: use, keyless: rehearsal)
        }
      client.retries.attempts = attempts ?? client.retries.attempts
      client.pollInterval = .seconds(options.pollInterval?.doubleValue ?? (simulated ? 0.2 : 5))
      client.adaptivePolling = options.pollInterval == nil && !simulated
      client.requestsPerMinute = simulated ? 100_000 : options.requestsPerMinute
      client.maxInFlight = options.maxInFlight
      client.sharing = simulated ? nil : sharing
      client.scope = simulated ? Self.simulatedScope(of: id) : nil
      client.catalog = try Catalog.current
      client.trust = TrustSettings(environment: ProcessInfo.processInfo.environment)
      client.log = console.debugHandler
      clients[id] = client
    }
    let webhook = try await Self.webhook(options, rehearsal: rehearsal)
    self.webhook = webhook
    providers = try Dictionary(
      uniqueKeysWithValues: clients.map { id, client in
        var client = client
        client.webhook = webhook
        return (id, try Providers.make(id, settings: client))
      })
  }

  /// Ends the servers on this machine.
  func close() async {
    await simulator?.stop()
    await webhook?.stop()
  }

  /// Does work with a provider, within the user's time limit, and ends what belongs to it afterwards, whatever came of
  /// it.
  static func run<Result: Sendable>(
    _ options: ProviderOptions, provider: ProviderID, use: String, attempts: Int? = nil, console: Console,
    _ work: @escaping @Sendable (any GenerationProvider) async throws -> Result
  ) async throws -> Result {
    let access = try await ServiceAccess(
      options, uses: [(provider, use)], attempts: attempts, console: console)
    do {
      guard let service = access.providers[provider] else {
        throw FailureReportError(.usage("There is no \(provider)."))
      }
      let result = try await TimeLimit.run(options.timeout) { try await work(service) }
      await access.close()
      return result
    } catch {
      await access.close()
      throw error
    }
  }

  private static func webhook(_ options: ProviderOptions, rehearsal: Bool) async throws -> WebhookReceiver? {
    guard let place = options.webhookListen else { return nil }
    let (host, port, address) = (place.host, place.port, options.webhookPublic)
    if rehearsal { return WebhookReceiver.planned(host: host, port: port, publicAddress: address) }
    return try await WebhookReceiver.start(host: host, port: port, publicAddress: address)
  }

  /// Where a provider is and the key for it, from the environment.
  private static func settings(
    _ options: ProviderOptions, _ id: ProviderID, use: String, keyless: Bool
  ) throws -> ClientSettings {
    if let asked = options.provider, asked != .sim, asked.rawValue != id.rawValue {
      throw FailureReportError(
        .usage("\(use) is to be had at \(id.displayName); --provider \(asked.rawValue) does not have it."))
    }
    let settings = Settings()
    let (keyName, addressName, address) =
      switch id {
      case .runware: ("RUNWARE_API_KEY", "RUNWARE_BASE_URL", "https://api.runware.ai/v1")
      case .runway: ("RUNWAYML_API_SECRET", "RUNWAYML_BASE_URL", "https://api.dev.runwayml.com")
      }
    guard let key = settings[keyName] ?? (keyless ? "not-needed" : nil) else {
      throw FailureReportError(
        FailureReport(
          code: "key.missing", kind: .key,
          message: "\(use) is reached through \(id.displayName), and \(keyName) is not set.",
          hint: "Set \(keyName) in the environment or in a .env file here, or rehearse for free with --provider sim.",
          details: ["variable": .string(keyName)]))
    }
    let text = settings[addressName] ?? address
    guard let url = URL(string: text), url.scheme != nil, url.host != nil else {
      throw FailureReportError(
        FailureReport(
          code: "configuration.address", kind: .configuration,
          message: "\(addressName) is '\(text)', which is no address.",
          hint: "Write an https address, or unset it to use \(address)."))
    }
    return ClientSettings(key: key, baseURL: url)
  }
}

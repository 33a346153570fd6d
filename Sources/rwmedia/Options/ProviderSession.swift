import Foundation
import GenerationClient
import GenerationSimulator
import GenerationWorkflow
import MediaBasics
import ModelCatalog

/// The service that a command talks to, for as long as the command runs; the simulator, where it is that, with it.
struct ProviderSession: Sendable {
  /// Where the ledger says that simulated tasks are, whatever port the simulator has.
  static let simulatedScope = "sim"

  /// Who generates, by provider.
  let generators: [ProviderID: Generator]
  /// Who generates for a command with one model.
  let generator: Generator
  private let simulator: Simulator?

  /// Connects to the asked provider, or each model's own.
  ///
  /// - Parameters:
  ///   - models: at least one; of several of one provider the first is named in messages.
  ///   - ledger: the record; `nil` for one that nobody keeps.
  ///   - rehearsal: nothing will be sent, so no key is needed.
  init(
    _ options: ProviderOptions, models: [ModelSpec], ledger: URL?, purse: Purse, rehearsal: Bool = false,
    console: Console
  ) async throws {
    let ledger = ledger ?? Self.scratchLedger
    var address: URL?
    if options.provider == .sim, !rehearsal {
      let simulator = Simulator(
        SimulatorSettings(
          latency: options.latency,
          folder: ledger.deletingLastPathComponent().appendingPathComponent("simulator")))
      let started = try await simulator.start()
      console.debug("simulator at \(started)")
      self.simulator = simulator
      address = started
    } else {
      simulator = nil
    }
    let record = try Ledger(ledger)
    var generators: [ProviderID: Generator] = [:]
    for model in models where generators[model.provider] == nil {
      let client = try Self.client(options, model: model, simulator: address, rehearsal: rehearsal, console: console)
      generators[model.provider] = Generator(
        provider: try Providers.make(model.provider, settings: client), ledger: record, purse: purse,
        notes: { console.note($0) })
    }
    self.generators = generators
    guard let first = models.first.flatMap({ generators[$0.provider] }) else {
      throw FailureReportError(.usage("There is no model to generate with."))
    }
    generator = first
  }

  /// How a model's service is reached.
  private static func client(
    _ options: ProviderOptions, model: ModelSpec, simulator: URL?, rehearsal: Bool, console: Console
  ) throws -> ClientSettings {
    var client =
      if let simulator {
        ClientSettings(
          key: "simulated",
          baseURL: model.provider == .runware ? simulator.appendingPathComponent("v1") : simulator)
      } else {
        try clientSettings(options, model: model, settings: Settings(), rehearsal: rehearsal)
      }
    client.pollInterval = .seconds(options.pollInterval?.doubleValue ?? (options.provider == .sim ? 0.2 : 5))
    client.requestsPerMinute = options.provider == .sim ? 100_000 : options.requestsPerMinute
    client.maxInFlight = options.maxInFlight
    client.scope = options.provider == .sim ? Self.simulatedScope : nil
    client.catalog = try Catalog.current
    client.trust = TrustSettings(environment: ProcessInfo.processInfo.environment)
    client.log = { console.debug($0) }
    return client
  }

  /// Does work with a session, within the user's time limit, and ends the simulator afterwards, whatever came of it.
  static func run<Result: Sendable>(
    _ options: ProviderOptions, models: [ModelSpec], ledger: URL?, purse: Purse, rehearsal: Bool = false,
    console: Console, _ work: @escaping @Sendable (ProviderSession) async throws -> Result
  ) async throws -> Result {
    let session = try await ProviderSession(
      options, models: models, ledger: ledger, purse: purse, rehearsal: rehearsal, console: console)
    do {
      let result = try await TimeLimit.run(options.timeout) { try await work(session) }
      await session.close()
      return result
    } catch {
      await session.close()
      throw error
    }
  }

  private func close() async {
    await simulator?.stop()
    try? FileManager.default.removeItem(at: Self.scratchLedger.deletingLastPathComponent())
  }

  /// Where a rehearsal keeps the ledger that it needs but nobody else does.
  private static let scratchLedger = FileManager.default.temporaryDirectory
    .appendingPathComponent("rwmedia-dry-run-\(getpid())/ledger.sqlite")

  private static func clientSettings(
    _ options: ProviderOptions, model: ModelSpec, settings: Settings, rehearsal: Bool
  ) throws -> ClientSettings {
    if let provider = options.provider, provider != .sim, provider.rawValue != model.provider.rawValue {
      throw FailureReportError(
        .usage(
          "\(model.id) is a \(model.provider.displayName) model; --provider \(provider.rawValue) does not have it."))
    }
    let (keyName, addressName, address) =
      switch model.provider {
      case .runware: ("RUNWARE_API_KEY", "RUNWARE_BASE_URL", "https://api.runware.ai/v1")
      case .runway: ("RUNWAYML_API_SECRET", "RUNWAYML_BASE_URL", "https://api.dev.runwayml.com")
      }
    guard let key = settings[keyName] ?? (rehearsal ? "not-needed" : nil) else {
      throw FailureReportError(
        FailureReport(
          code: "key.missing", kind: .key,
          message: "\(model.id) is reached through \(model.provider.displayName), and \(keyName) is not set.",
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

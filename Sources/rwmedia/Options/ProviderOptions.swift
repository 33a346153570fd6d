import ArgumentParser
import Foundation
import GenerationClient
import GenerationSimulator
import GenerationWorkflow
import MediaBasics
import ModelCatalog

/// Which service generates, and how it is talked to.
struct ProviderOptions: ParsableArguments {
  /// What `--provider` takes.
  enum Choice: String, CaseIterable, ExpressibleByArgument {
    case runware, runway, sim
  }

  @Option(help: "runware, runway, or sim to rehearse on this machine for free. Default: the model's own.")
  var provider: Choice?

  @Option(
    help: "Seconds between two looks at a running task. Default: 5, more closely at first; 0.2 with sim.",
    transform: Parse.seconds)
  var pollInterval: Rational?

  @Option(
    help: ArgumentHelp(
      "Listen here for the service's word that a task is over (Runware). Polls go on, less often.",
      valueName: "host:port"), transform: Parse.listener)
  var webhookListen: Listener?

  @Option(
    help: ArgumentHelp("Where the service reaches that place; needed unless it is loopback.", valueName: "url"),
    transform: Parse.address)
  var webhookPublic: URL?

  @Option(help: "The most requests a minute.")
  var requestsPerMinute: Int = 60

  @Option(help: "The most tasks in flight.")
  var maxInFlight: Int = 10

  @Option(help: "Stop after this many seconds, saving the state; run again to go on.", transform: Parse.seconds)
  var timeout: Rational?

  @Option(help: "Seconds that the simulator takes for a task.")
  var latency: Double = 0

  mutating func validate() throws {
    guard requestsPerMinute >= 1 else { return try Parse.fail("--requests-per-minute must be at least 1.") }
    guard maxInFlight >= 1 else { return try Parse.fail("--max-in-flight must be at least 1.") }
    guard latency >= 0, latency.isFinite else { return try Parse.fail("--latency must be 0 or more seconds.") }
    if webhookPublic != nil, webhookListen == nil {
      return try Parse.fail("--webhook-public says where --webhook-listen HOST:PORT is reached; give both.")
    }
    if let webhookListen, webhookPublic == nil, !webhookListen.isLoopback {
      return try Parse.fail(
        "--webhook-listen \(webhookListen) needs --webhook-public URL, where the service reaches it.")
    }
  }
}

extension ProviderOptions {
  /// The providers that a command about accounts or models asks: the named one; with `sim` both; else each one whose key
  /// is set.
  var asked: [ProviderID] {
    get throws {
      switch provider {
      case .runware: return [.runware]
      case .runway: return [.runway]
      case .sim: return ProviderID.allCases
      case nil:
        let settings = Settings()
        let known = ProviderID.allCases.filter { settings[Providers.keyVariable($0)] != nil }
        guard known.isEmpty else { return known }
        let names = ProviderID.allCases.map(Providers.keyVariable)
        throw FailureReportError(
          FailureReport(
            code: "key.missing", kind: .key, message: "Neither \(names.joined(separator: " nor ")) is set.",
            hint: "Set one in the environment or in a .env file here, or rehearse for free with --provider sim.",
            details: ["variables": .array(names.map { .string($0) })]))
      }
    }
  }
}

/// A place on this machine to listen at.
struct Listener: Sendable, CustomStringConvertible {
  let host: String
  let port: UInt16

  var description: String { "\(host):\(port)" }
  var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

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

  @Option(help: "Seconds between two looks at a running task. Default: 5; 0.2 with sim.", transform: Parse.seconds)
  var pollInterval: Rational?

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
  }
}

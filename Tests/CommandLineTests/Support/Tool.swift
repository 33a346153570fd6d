import Foundation
import MediaBasics
import TestSupport
import Testing

/// The built `rwmedia`, run as a user runs it.
enum Tool {
  /// The binary stands beside the test bundle.
  static let path: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0])
    return bundle.deletingLastPathComponent().appendingPathComponent("rwmedia").path
  }()

  /// Runs a command without keys in its environment.
  static func run(
    _ arguments: String..., folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    try run(arguments, folder: folder, environment: environment)
  }

  /// The same, with the arguments in a list.
  static func run(
    _ arguments: [String], folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    try Command.run(path, arguments, environment: Self.environment(environment), folder: folder)
  }

  /// Starts a command that the test looks at, or waits for without holding up a thread.
  static func start(
    _ arguments: [String], folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> RunningCommand {
    try RunningCommand(path, arguments, environment: Self.environment(environment), folder: folder)
  }

  /// What is given over an environment without keys, services and proxies.
  static func environment(_ given: [String: String]) -> [String: String] {
    let proxies = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"]
    let services = ["RUNWARE_API_KEY", "RUNWAYML_API_SECRET", "RUNWARE_BASE_URL", "RUNWAYML_BASE_URL"]
    return Dictionary(uniqueKeysWithValues: (proxies + services).map { ($0, "") }).merging(given) { _, given in given
    }
  }
}

extension Command.Outcome {
  /// Standard output as one JSON document.
  func json() throws -> JSONValue { try JSONValue(parsing: stdout) }

  /// The `error` object of a failure under `--json`.
  func failure() throws -> JSONValue { try #require(JSONValue(parsing: Data(stderr.utf8))["error"]) }
}

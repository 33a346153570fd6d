import Foundation
import MediaBasics
import TestSupport
import Testing

/// `rwmedia simulate` as a process of its own, which outlives the commands that are killed.
final class ExternalSimulator: Sendable {
  /// Where it listens.
  let address: String
  private let command: RunningCommand

  private init(_ command: RunningCommand, address: String) {
    self.command = command
    self.address = address
  }

  /// Starts one and waits for its first line.
  static func start(_ arguments: String...) async throws -> ExternalSimulator {
    let command = try Tool.start(["simulate"] + arguments)
    return ExternalSimulator(command, address: try await command.firstLine())
  }

  /// The environment that leads a command to it.
  func environment(key: String = "test-key") -> [String: String] {
    [
      "RUNWARE_API_KEY": key, "RUNWARE_BASE_URL": "\(address)/v1", "RUNWAYML_API_SECRET": key,
      "RUNWAYML_BASE_URL": address,
    ]
  }

  /// What it has received.
  func journal() throws -> Journal {
    Journal(json: try JSONValue(parsing: Data(try Command.output("curl", ["-s", "\(address)/_sim/requests"]).utf8)))
  }

  /// Ends it as a user does.
  func interrupt() async throws -> Command.Outcome {
    command.signal(SIGINT)
    return try await command.outcome()
  }

  /// The simulator's report.
  struct Journal {
    let json: JSONValue

    /// How many requests of a kind arrived: `submit`, `poll`, `upload`, `download`, `other`.
    func count(_ kind: String) -> Int { json["requests"]?["byKind"]?[kind]?.int ?? -1 }

    /// The generations that were asked for.
    var tasks: [JSONValue] { json["tasks"]?.elements ?? [] }

    /// The generations that were taken, and so cost money.
    var accepted: Int { tasks.count { $0["accepted"]?.flag == true } }
  }
}

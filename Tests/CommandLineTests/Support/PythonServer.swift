import Foundation
import TestSupport

/// One of the servers under `Tests/services`, for as long as the test holds it.
final class PythonServer: Sendable {
  private let process: RunningCommand

  /// It did not come up.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private init(_ process: RunningCommand) { self.process = process }

  /// Starts a script.
  static func start(_ name: String, _ arguments: [String]) throws -> PythonServer {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../services/\(name)").standardizedFileURL.path
    return PythonServer(try RunningCommand("/usr/bin/python3", [script] + arguments))
  }

  /// The address that it prints once it listens.
  func address() async throws -> String {
    while process.isRunning, !process.text.contains("\n") { try await Moment.pass() }
    let address = process.text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard address.hasPrefix("http") else { throw Failure(description: process.messages) }
    return address
  }
}

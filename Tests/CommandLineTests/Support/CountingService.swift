import Foundation
import TestSupport

/// A stand-in for Runware that counts money and shares nothing with us.
enum CountingService {
  private static let program = file("counting_runware.py")

  /// A file of `Tests/batch`.
  static func file(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../batch/\(name)")
      .standardizedFileURL.path
  }

  /// Starts one that sells copies of a clip.
  static func start(clip: URL, _ arguments: [String] = []) async throws -> (command: RunningCommand, address: String)
  {
    let command = try RunningCommand("/usr/bin/python3", [program, clip.path] + arguments)
    while command.isRunning, !command.text.contains("\n") { try await Moment.pass() }
    return (command, command.text.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}

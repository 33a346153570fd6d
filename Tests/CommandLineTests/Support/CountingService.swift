import Foundation
import TestSupport

/// A stand-in for Runware that counts money and shares nothing with us.
enum CountingService {
  private static let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../batch/counting_runware.py").standardizedFileURL.path

  /// Starts one that sells copies of a clip.
  static func start(clip: URL, _ arguments: [String] = []) async throws -> (command: RunningCommand, address: String)
  {
    let command = try RunningCommand("/usr/bin/python3", [program, clip.path] + arguments)
    while command.isRunning, !command.text.contains("\n") { try await Moment.pass() }
    return (command, command.text.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}

import Foundation
import TestSupport

/// A stand-in for Runware that counts money and shares nothing with us.
enum CountingService {
  /// Starts one that sells copies of a clip.
  static func start(clip: URL, _ arguments: [String] = []) async throws -> (command: RunningCommand, address: String)
  {
    let command = try RunningCommand(script: "batch/counting_runware.py", [clip.path] + arguments)
    return (command, try await command.firstLine())
  }
}

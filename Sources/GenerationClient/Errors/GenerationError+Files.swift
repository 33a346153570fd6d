import Foundation
import MediaBasics

/// What goes wrong with files on their way up and down.
extension GenerationError {
  static func expired(_ address: String, _ status: Int) -> GenerationError {
    GenerationError(
      .expired, .unavailable, "\(address) is not valid any more (HTTP \(status)).",
      hint: "Ask for the task again: that gives a fresh address.", details: ["status": .integer(Int64(status))])
  }

  static func truncated(_ address: String, _ reason: String) -> GenerationError {
    GenerationError(
      .truncated, .unavailable, "The download of \(address) never came in whole: \(reason).",
      hint: "Run again: it goes on where it stopped.")
  }

  static func downloadTaken(_ file: String) -> GenerationError {
    GenerationError(
      .downloadTaken, .cannotWrite, "'\(file)' is being written by another download.",
      hint: "Wait for the other process to end.", details: ["file": .string(file)])
  }

  /// Reads `errno`: to be made right after the call that failed.
  static func unwritable(_ file: String) -> GenerationError {
    let reason = String(cString: strerror(errno))
    return GenerationError(
      .unwritable, .cannotWrite, "'\(file)' can't be written: \(reason).",
      hint: "Check free space and permissions, or choose another place.", details: ["file": .string(file)])
  }

  static func uploadType(_ service: String, _ file: String, allowed: String) -> GenerationError {
    GenerationError(
      .uploadType, .badInput, "'\(file)' is no file that \(service) takes.", hint: "Give \(allowed).",
      details: ["file": .string(file), "allowed": .string(allowed)])
  }

  static func uploadTooLarge(_ service: String, _ file: String, bytes: Int64, limit: Int64) -> GenerationError {
    GenerationError(
      .uploadTooLarge, .badInput, "'\(file)' has \(bytes) bytes; \(service) takes at most \(limit).",
      hint: "Make it smaller first.",
      details: ["file": .string(file), "given": .integer(bytes), "allowed": .integer(limit)])
  }

  static func uploadChanged(_ file: String) -> GenerationError {
    GenerationError(
      .uploadChanged, .badInput, "'\(file)' became shorter while it was sent.",
      hint: "Let whatever writes it finish, then run again.", details: ["file": .string(file)])
  }
}

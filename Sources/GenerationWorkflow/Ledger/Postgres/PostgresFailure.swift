import Foundation
import MediaBasics

/// What a server, or the way to it, said no with.
struct PostgresFailure: Error {
  /// The words of the server or of the library.
  let message: String
  /// The five characters by which SQL knows the failure; `nil` where no server said it.
  let state: String?
  /// Whether the connection is lost.
  let isBroken: Bool

  /// Whether the same may go well in a moment: the connection was lost, the server is starting or stopping, or two
  /// transactions were in each other's way.
  var isPassing: Bool {
    guard let state else { return isBroken && !isRefused }
    // PostgreSQL 15, appendix A.
    let states: Set = ["40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "25P03", "53300"]
    return isBroken || states.contains(state) || state.hasPrefix("08")
  }

  /// Whether a server answered, and does not let us in: asking again changes nothing.
  private var isRefused: Bool {
    message.contains("FATAL:")
      && !["starting up", "shutting down", "recovery", "too many", "remaining connection"].contains {
        message.contains($0)
      }
  }

  /// The failure as people are told it.
  func error(_ target: PostgresTarget, wasReached: Bool) -> WorkflowError {
    let lines = target.masked(message).split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.hasSuffix("?") }
    let reason = lines.joined(separator: "; ").trimmingCharacters(in: [".", " "])
    let isLost = isBroken && wasReached
    let hint =
      if isLost {
        "Run the same command again once the server is there; nothing is lost, and nothing is bought twice."
      } else if state == "42501" {
        "This user may only look, if that. Let it make tables there: a database of its own is best (CREATE DATABASE … OWNER …)."
      } else {
        "Check the address, and that 'psql' reaches it with the same one."
      }
    return .ledger(target.name, reason, kind: isLost ? .stopped : .cannotWrite, hint: hint)
  }
}

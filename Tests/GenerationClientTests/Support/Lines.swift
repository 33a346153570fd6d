import Synchronization

/// Collects what is told from any thread.
final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ line: String) { lines.withLock { $0.append(line) } }

  var all: [String] { lines.withLock(\.self) }

  var text: String { all.joined(separator: "\n") }
}

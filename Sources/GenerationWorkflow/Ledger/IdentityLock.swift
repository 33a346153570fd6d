import Foundation
import MediaBasics

/// Keeps two processes from doing the same at once: a lock file that the system releases with the process.
struct IdentityLock: ~Copyable {
  private let descriptor: Int32

  /// Waits until no other process works on this identity.
  static func wait(for identity: String, in folder: URL) async throws -> IdentityLock {
    while true {
      if let lock = try take(identity, in: folder) { return lock }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  /// Takes the lock; `nil` where another process has it.
  static func take(_ identity: String, in folder: URL) throws(WorkflowError) -> IdentityLock? {
    let locks = folder.appendingPathComponent("locks")
    let path = locks.appendingPathComponent(String(identity.prefix(32))).path
    do {
      try FileManager.default.createDirectory(at: locks, withIntermediateDirectories: true)
    } catch {
      throw WorkflowError.lock(path, error.localizedDescription)
    }
    let lock = IdentityLock(descriptor: open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644))
    guard lock.descriptor >= 0 else { throw WorkflowError.lock(path, String(cString: strerror(errno))) }
    while flock(lock.descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return nil }
      guard errno == EINTR else { throw WorkflowError.lock(path, String(cString: strerror(errno))) }
    }
    return lock
  }

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }
}

extension WorkflowError {
  static func lock(_ path: String, _ reason: String) -> WorkflowError {
    WorkflowError(
      "lock", .cannotWrite, "The lock file '\(path)' can't be used: \(reason).",
      hint: "Check the ledger's folder, or name another ledger with --ledger.")
  }
}

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

  /// Waits as `wait(for:in:)` does, but holds up the thread: for what takes moments.
  static func block(on identity: String, in folder: URL) throws(WorkflowError) -> IdentityLock {
    let path = try path(of: identity, in: folder)
    let lock = IdentityLock(path)
    _ = try take(lock.descriptor, LOCK_EX, path)
    return lock
  }

  /// Takes the lock; `nil` where another process has it.
  static func take(_ identity: String, in folder: URL) throws(WorkflowError) -> IdentityLock? {
    let path = try path(of: identity, in: folder)
    let lock = IdentityLock(path)
    guard try take(lock.descriptor, LOCK_EX | LOCK_NB, path) else { return nil }
    return lock
  }

  /// The lock's file; its folder is made.
  private static func path(of identity: String, in folder: URL) throws(WorkflowError) -> String {
    let locks = folder.appendingPathComponent("locks")
    let path = locks.appendingPathComponent(String(identity.prefix(32))).path
    do {
      try FileManager.default.createDirectory(at: locks, withIntermediateDirectories: true)
      return path
    } catch {
      throw WorkflowError.lock(path, error.localizedDescription)
    }
  }

  /// Whether an open file's lock was got; `false` only with `LOCK_NB`.
  private static func take(_ descriptor: Int32, _ operation: Int32, _ path: String) throws(WorkflowError) -> Bool {
    guard descriptor >= 0 else { throw WorkflowError.lock(path, String(cString: strerror(errno))) }
    while flock(descriptor, operation) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw WorkflowError.lock(path, String(cString: strerror(errno))) }
    }
    return true
  }

  private init(_ path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}

extension WorkflowError {
  static func lock(_ path: String, _ reason: String) -> WorkflowError {
    WorkflowError(
      "lock", .cannotWrite, "The lock file '\(path)' can't be used: \(reason).",
      hint: "Check the ledger's folder, or name another ledger with --ledger.")
  }
}

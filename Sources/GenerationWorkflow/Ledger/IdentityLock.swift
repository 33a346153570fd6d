import Foundation
import MediaBasics

/// Keeps two processes from buying the same generation at once: a lock file that the system releases with the process.
struct IdentityLock: ~Copyable {
  private let descriptor: Int32

  /// Waits until no other process works on this identity.
  static func wait(for identity: String, in folder: URL) async throws -> IdentityLock {
    let lock = try IdentityLock(opening: identity, in: folder)
    while flock(lock.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw WorkflowError.lock(identity, String(cString: strerror(errno)))
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    return lock
  }

  private init(opening identity: String, in folder: URL) throws {
    let locks = folder.appendingPathComponent("locks")
    let path = locks.appendingPathComponent(String(identity.prefix(32))).path
    do {
      try FileManager.default.createDirectory(at: locks, withIntermediateDirectories: true)
    } catch {
      throw WorkflowError.lock(path, error.localizedDescription)
    }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw WorkflowError.lock(path, String(cString: strerror(errno))) }
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

import Foundation
import MediaBasics

/// A lock file: one process has it at a time, and the system releases it with the process, however that ends.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// Waits until no other process has the lock, and holds up the thread: for what takes moments.
  static func block(on name: String, in folder: URL) throws(WorkflowError) -> FileLock {
    let path = try path(of: name, in: folder)
    let lock = FileLock(path)
    _ = try take(lock.descriptor, LOCK_EX, path)
    return lock
  }

  /// Takes the lock; `nil` where another process has it.
  static func take(_ name: String, in folder: URL) throws(WorkflowError) -> FileLock? {
    let path = try path(of: name, in: folder)
    let lock = FileLock(path)
    guard try take(lock.descriptor, LOCK_EX | LOCK_NB, path) else { return nil }
    return lock
  }

  /// Whether there is such a lock and the process that had it is gone; makes nothing.
  static func isAbandoned(_ name: String, in folder: URL) -> Bool {
    let descriptor = open(file(of: name, in: folder).path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }

  /// Removes a lock's file; whoever has it keeps it.
  static func remove(_ name: String, in folder: URL) {
    try? FileManager.default.removeItem(at: file(of: name, in: folder))
  }

  private static func file(of name: String, in folder: URL) -> URL {
    folder.appendingPathComponent("locks/\(name)", isDirectory: false)
  }

  /// The lock's file; its folder is made.
  private static func path(of name: String, in folder: URL) throws(WorkflowError) -> String {
    let file = file(of: name, in: folder)
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      return file.path
    } catch {
      throw WorkflowError.lock(file.path, error.localizedDescription)
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

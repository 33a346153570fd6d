import Foundation
import MediaEngine

/// A lock on one byte of a file that all locks share: a name is a place in it. The system releases it with the process.
///
/// Thousands of names need no file each. A lock belongs to its open file (`F_OFD_SETLK`, Linux 3.15 and later), so that
/// it also keeps out others of the same process.
final class RangeLock: Sendable {
  private let descriptor: Int32
  /// `F_OFD_SETLK` and `F_OFD_GETLK` of Linux, which glibc's module doesn't show to Swift.
  private static let (setOwned, getOwned): (Int32, Int32) = (37, 36)

  /// Takes the lock of a name; `nil` where another has it.
  ///
  /// - Throws: `workflow.lock` where the file can't be opened or locked.
  static func take(_ name: String, in file: URL) throws -> RangeLock? {
    let lock = RangeLock(file.path, O_RDWR | O_CREAT)
    guard lock.descriptor >= 0 else { throw WorkflowError.lock(file.path, String(cString: strerror(errno))) }
    var range = try range(of: name)
    while fcntl(lock.descriptor, setOwned, &range) != 0 {
      if errno == EAGAIN || errno == EACCES { return nil }
      guard errno == EINTR else { throw WorkflowError.lock(file.path, String(cString: strerror(errno))) }
    }
    return lock
  }

  /// Whether somebody has the lock of a name; takes nothing and makes no file.
  ///
  /// - Throws: `workflow.lock` where the file can't be asked.
  static func isHeld(_ name: String, in file: URL) throws -> Bool {
    let lock = RangeLock(file.path, O_RDONLY)
    guard lock.descriptor >= 0 else {
      if errno == ENOENT { return false }
      throw WorkflowError.lock(file.path, String(cString: strerror(errno)))
    }
    var range = try range(of: name)
    guard fcntl(lock.descriptor, getOwned, &range) == 0 else {
      throw WorkflowError.lock(file.path, String(cString: strerror(errno)))
    }
    return range.l_type != Int16(F_UNLCK)
  }

  private static func range(of name: String) throws -> flock {
    var range = flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    range.l_start = try place(of: name)
    range.l_len = 1
    return range
  }

  /// Where in the file the lock of a name is: of two names at the same of 2⁶⁰ places one would only wait for the other.
  static func place(of name: String) throws -> off_t {
    off_t(try FileHash.sha256(Data(name.utf8)).prefix(15), radix: 16) ?? 0
  }

  private init(_ path: String, _ mode: Int32) {
    descriptor = open(path, mode | O_CLOEXEC, 0o644)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}

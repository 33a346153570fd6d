import Foundation
import MediaEngine

/// A lock on one byte of a file that all locks share: a name is a place in it. The system releases it with the process.
///
/// Thousands of names need no file each. A lock belongs to its open file (`F_OFD_SETLK`, Linux 3.15 and later), so that
/// it also keeps out others of the same process.
final class RangeLock: Sendable {
  private let descriptor: Int32
  /// `F_OFD_SETLK` of Linux, which glibc's module doesn't show to Swift.
  private static let setOwned: Int32 = 37

  /// Takes the lock of a name; `nil` where another has it.
  ///
  /// - Throws: `workflow.lock` where the file can't be opened or locked.
  static func take(_ name: String, in file: URL) throws -> RangeLock? {
    let lock = RangeLock(file.path)
    guard lock.descriptor >= 0 else { throw WorkflowError.lock(file.path, String(cString: strerror(errno))) }
    var range = flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    range.l_start = try place(of: name)
    range.l_len = 1
    while fcntl(lock.descriptor, setOwned, &range) != 0 {
      if errno == EAGAIN || errno == EACCES { return nil }
      guard errno == EINTR else { throw WorkflowError.lock(file.path, String(cString: strerror(errno))) }
    }
    return lock
  }

  /// Where in the file the lock of a name is: of two names at the same of 2⁶⁰ places one would only wait for the other.
  static func place(of name: String) throws -> off_t {
    off_t(try FileHash.sha256(Data(name.utf8)).prefix(15), radix: 16) ?? 0
  }

  private init(_ path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}

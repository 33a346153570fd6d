import Foundation

/// Gives a file a name that nothing else has: of several writers of one name, one succeeds.
enum ExclusiveMove {
  /// Moves a file within its file system.
  ///
  /// - Parameter link: Makes a second name, as `link(2)` does.
  /// - Throws: `EEXIST` where the name is taken, whoever took it and whenever; else why it can't be given.
  static func move(
    _ old: String, to new: String, link: (_ old: String, _ new: String) -> Int32 = hardLink
  ) throws(POSIXError) {
    if link(old, new) == 0 {
      unlink(old)
      return
    }
    guard linkless.contains(errno) else { throw .last }
    // Without hard links (FAT, some network folders) there is no better way than to look first.
    var status = stat()
    guard lstat(new, &status) != 0 else { throw POSIXError(.EEXIST) }
    guard rename(old, new) == 0 else { throw .last }
  }

  /// What file systems without hard links answer, and those whose file has no name to spare.
  private static let linkless: Set<Int32> = [EPERM, EOPNOTSUPP, ENOTSUP, ENOSYS, EMLINK, EINVAL]
}

/// `link(2)`, which within ``ExclusiveMove/move(_:to:link:)`` means the parameter.
private let hardLink: @Sendable (String, String) -> Int32 = { link($0, $1) }

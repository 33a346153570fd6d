public import Foundation

/// Looks at an input file before any library does, so that its absence is told in plain words.
public enum InputFile {
  /// Opens a file for reading, once it is found to be there, readable and not empty.
  ///
  /// - Throws: as ``check(_:)``.
  public static func open(_ url: URL) throws(FileError) -> FileHandle {
    try check(url)
    do {
      return try FileHandle(forReadingFrom: url)
    } catch {
      throw .unreadable(url.relativePath, error.localizedDescription)
    }
  }

  /// Checks that a file is there, readable and not empty; gives its size in bytes.
  ///
  /// - Throws: `file.missing`, `file.folder`, `file.unreadable`; `file.no-regular-file` and `file.empty`, which count as
  ///   bad input; `file.not-local` for a URL of another machine.
  @discardableResult
  public static func check(_ url: URL) throws(FileError) -> Int64 {
    try LocalFile.check(url)
    var status = stat()
    guard stat(url.path, &status) == 0 else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .missing(url.relativePath) : .unreadable(url.relativePath, String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .folder(url.relativePath) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .noRegularFile(url.relativePath) }
    guard access(url.path, R_OK) == 0 else {
      throw .unreadable(url.relativePath, String(cString: strerror(errno)))
    }
    guard status.st_size > 0 else { throw .empty(url.relativePath) }
    return Int64(status.st_size)
  }

  /// What changes when a file does: its size and when it was written last; nil where there is no such file on
  /// this machine.
  ///
  /// `FileManager` would look up the names of its owner and group, too, which takes sixteen times as long.
  public static func stamp(of url: URL) -> String? {
    var status = stat()
    guard LocalFile.isLocal(url), stat(url.path, &status) == 0 else { return nil }
    return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }
}

import Foundation

/// A file that a download is written to; no other process writes to it meanwhile.
final class WritableFile {
  private let descriptor: Int32
  private let name: String

  /// Opens a file for writing from `offset` on, cutting off what lies behind; makes it where it isn't there.
  ///
  /// - Throws: `download.unwritable`; `download.taken` where another process holds it.
  init(_ url: URL, offset: Int64) throws(GenerationError) {
    name = url.relativePath
    descriptor = open(url.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unwritable(name) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .downloadTaken(name) }
    guard ftruncate(descriptor, off_t(offset)) == 0, lseek(descriptor, off_t(offset), SEEK_SET) == off_t(offset)
    else {
      throw .unwritable(name)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes all of `bytes` behind what is there.
  func append(_ bytes: UnsafeRawBufferPointer) throws(GenerationError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .unwritable(name) }
      rest = rest.dropFirst(count)
    }
  }
}

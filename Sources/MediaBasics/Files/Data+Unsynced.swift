public import Foundation

/// Writing without waiting for the disk: for what ``OutputFile`` syncs afterwards, and for what can be made again.
/// Foundation's own `write` syncs each file.
extension Data {
  /// Writes a file, over one that is there.
  public func writeUnsynced(to file: URL) throws(POSIXError) {
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    var rest = self[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { put($0, descriptor) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      rest = rest.dropFirst(count)
    }
  }

  /// The same, and the file appears whole or not at all as long as the machine runs.
  public func replaceUnsynced(_ file: URL) throws(POSIXError) {
    let scratch = file.appendingPathExtension("\(getpid())-\(UInt32.random(in: 0 ... .max))")
    do throws(POSIXError) {
      try writeUnsynced(to: scratch)
      guard rename(scratch.path, file.path) == 0 else { throw .last }
    } catch {
      unlink(scratch.path)
      throw error
    }
  }
}

extension POSIXError {
  /// What `errno` says.
  static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}

/// `write`, which within `Data` means another.
private func put(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

import CFFmpeg
import Foundation

/// Lets the system begin to bring a growing file to disk while it is written, so that syncing it in the end waits for
/// the rest alone.
final class EarlyWriteback {
  private let file: URL
  /// Opened once the file has grown; negative where that failed, and nothing is begun early.
  private var descriptor: Int32?
  private var begun: Int64 = 0
  // Large enough to be written in one go, small enough that little is left in the end.
  private static let step: Int64 = 4 << 20

  /// Follows a file that exists.
  init(_ file: URL) { self.file = file }

  deinit {
    if let descriptor, descriptor >= 0 { close(descriptor) }
  }

  /// Says how far the file is written.
  func written(_ bytes: Int64) {
    guard bytes - begun >= Self.step else { return }
    let descriptor = descriptor ?? open(file.path, O_WRONLY | O_CLOEXEC)
    self.descriptor = descriptor
    // Only a hint: what fails is told by the sync in the end.
    _ = sync_file_range(descriptor, begun, bytes - begun, rw_sync_file_range_write)
    begun = bytes
  }
}

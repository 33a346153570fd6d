import Foundation

/// Who writes a scratch file, as its name tells: a process, and where its number means that process. Folders are shared
/// by machines and containers, in each of which the same number is another process, or none.
enum ScratchOwner {
  /// This process's part of a name.
  static let mark = "\(getpid())-\(place)"

  /// How long after its last change a file of another machine's is taken for abandoned.
  private static let patience = 86_400

  /// This machine since its start, and the processes that see each other there.
  private static let place: String = {
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    let processes = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    return String(ScratchLabel.number(of: boot + processes), radix: 36)
  }()

  /// Whether whoever wrote a scratch file is gone: by the process where that can be seen from here, else by the time.
  ///
  /// - Parameter mark: its name from the owner's mark on.
  static func isGone(_ mark: Substring, _ file: String) -> Bool {
    let parts = mark.split(separator: "-", maxSplits: 2)
    guard parts.count == 3, let owner = pid_t(parts[0]) else { return false }
    if parts[1] == place { return owner != getpid() && kill(owner, 0) != 0 && errno == ESRCH }
    var status = stat()
    return lstat(file, &status) == 0 && time(nil) - status.st_mtim.tv_sec > patience
  }
}

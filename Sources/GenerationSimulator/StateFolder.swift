import Foundation

/// Where a simulator keeps its files: a folder that was named, or a temporary one.
struct StateFolder: Sendable {
  /// Uploads, and a record of each file.
  let files: URL
  /// Rendered clips.
  let renders: URL
  /// A record of each task.
  let tasks: URL
  private let temporary: URL?

  /// Makes the folders that aren't there.
  init(_ named: URL?) throws(SimulatorError) {
    if named == nil { Self.removeAbandoned() }
    let root = named ?? Self.place.appendingPathComponent("\(Self.stem)\(getpid())-\(UUID().uuidString)")
    temporary = named == nil ? root : nil
    files = root.appendingPathComponent("files")
    renders = root.appendingPathComponent("renders")
    tasks = root.appendingPathComponent("tasks")
    do {
      for folder in [files, renders, tasks] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
    } catch {
      throw .folder(root.path, error.localizedDescription)
    }
  }

  private static let place = FileManager.default.temporaryDirectory
  private static let stem = "rwmedia-sim-"

  /// Removes the temporary folders of processes that are gone: a killed one can't remove its own.
  private static func removeAbandoned() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [] where name.hasPrefix(stem) {
      guard let owner = pid_t(name.dropFirst(stem.count).prefix { $0 != "-" }), kill(owner, 0) != 0,
        errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: place.appendingPathComponent(name))
    }
  }

  /// Removes a temporary folder with all that is in it.
  func removeIfTemporary() {
    if let temporary { try? FileManager.default.removeItem(at: temporary) }
  }
}

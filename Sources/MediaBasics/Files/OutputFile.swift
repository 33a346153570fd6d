public import Foundation
import Synchronization

/// An output that appears whole or not at all: written to a scratch file beside the target, then renamed.
///
/// The rename is durable: file and folder are synced. Of several writers of one target that may not overwrite, one
/// succeeds. A scratch file names who writes it, so what a killed process left is found and removed when another one
/// writes the same target.
public struct OutputFile: Sendable {
  /// Where the output will be.
  public let target: URL
  /// Where it is written meanwhile: in the same folder, hidden, with the same extension.
  public let scratch: URL
  /// The same for two outputs that are one file, however their paths are written.
  public let place: String
  private let overwrite: Bool
  private let path: String
  private let scratchPath: String
  private let folder: String

  /// Prepares to write `target`; nothing is created yet.
  ///
  /// - Throws: `file.exists` where the target is there and `overwrite` is false; `file.no-folder`, `file.unwritable`,
  ///   `file.name-too-long`; `file.not-local` for a URL of another machine.
  public init(_ target: URL, overwrite: Bool) throws(FileError) {
    try LocalFile.check(target)
    self.target = target
    self.overwrite = overwrite
    let parent = target.deletingLastPathComponent()
    let name = target.lastPathComponent
    guard name.utf8.count <= ScratchLabel.longestName else { throw .nameTooLong(target.relativePath, name) }
    let stem = "\(ScratchLabel.of(name)).rwmedia-"
    let suffix = ScratchLabel.suffix(target.pathExtension)
    scratch = parent.appendingPathComponent(
      ".\(stem)\(ScratchOwner.mark)-\(String(UInt32.random(in: 0 ... .max), radix: 36))\(suffix)",
      isDirectory: false)
    // Asked for once: a URL takes its path apart anew each time.
    (path, scratchPath, folder) = (target.path, scratch.path, parent.path)
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .noFolder(target.relativePath, parent.relativePath)
    }
    place = "\(status.st_dev):\(status.st_ino)/\(name)"
    guard access(folder, W_OK) == 0 else {
      throw .unwritable(target.relativePath, String(cString: strerror(errno)))
    }
    try refuseExisting()
    Self.removeAbandoned(in: folder, stem: stem)
  }

  /// Renames the finished scratch file to the target, synced to disk.
  ///
  /// - Throws: `file.unwritable`; `file.exists` where another process made the target meanwhile.
  public func publish() throws(FileError) { try Self.publish([self]) }

  /// Publishes several outputs; a folder that holds more than one of them is synced once.
  ///
  /// Where one fails, those that have appeared become scratch files again, so that all are there or none; but one that
  /// has taken another file's place, which `overwrite` allows, stays.
  ///
  /// - Throws: as ``publish()``.
  public static func publish(_ outputs: [OutputFile]) throws(FileError) {
    for output in outputs { try sync(output.scratchPath, as: output.target) }
    for output in outputs { try output.refuseExisting() }
    var made: [PublishedName] = []
    do throws(FileError) {
      for output in outputs { if let name = try output.appear() { made.append(name) } }
      var synced: Set<String> = []
      for output in outputs where synced.insert(output.folder).inserted {
        try sync(output.folder, as: output.target)
      }
    } catch {
      for name in made.reversed() { name.takeBack() }
      throw error
    }
  }

  /// Gives the scratch file the target's name; nil where another file had it.
  private func appear() throws(FileError) -> PublishedName? {
    let name = PublishedName(of: scratchPath, as: path)
    do throws(POSIXError) {
      try ExclusiveMove.move(scratchPath, to: path)
      return name
    } catch {
      guard error.code == .EEXIST else { throw .unwritable(target.relativePath, SystemReason.text(of: error)) }
      guard overwrite else { throw .exists(target.relativePath) }
    }
    try refuseExisting()
    guard rename(scratchPath, path) == 0 else {
      throw .unwritable(target.relativePath, String(cString: strerror(errno)))
    }
    return nil
  }

  /// Removes the scratch file, where there is one.
  public func discard() {
    unlink(scratchPath)
  }

  /// Writes an output in one call: `body` fills the scratch file, which is then published, or discarded on an error.
  public static func write<Result>(
    _ target: URL, overwrite: Bool, _ body: (_ scratch: URL) throws -> Result
  ) throws -> Result {
    let output = try OutputFile(target, overwrite: overwrite)
    do {
      let result = try body(output.scratch)
      try output.publish()
      return result
    } catch {
      output.discard()
      throw error
    }
  }

  private func refuseExisting() throws(FileError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .unwritable(target.relativePath, "it is a folder")
    case S_IFREG, S_IFLNK: break
    // /dev/null and the like would be gone afterwards.
    default: throw .unwritable(target.relativePath, "it is a device or a pipe")
    }
    if !overwrite { throw .exists(target.relativePath) }
  }

  /// Makes a name that a file was just given durable.
  ///
  /// - Throws: `file.unwritable`.
  public static func syncFolder(of target: URL) throws(FileError) {
    try sync(target.deletingLastPathComponent().path, as: target)
  }

  private static func sync(_ path: String, as target: URL) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unwritable(target.relativePath, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    // EINVAL: a file system that can't sync a folder; nothing more can be done there.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .unwritable(target.relativePath, String(cString: strerror(errno)))
    }
  }

  private static func removeAbandoned(in folder: String, stem: String) {
    for name in hidden.names(in: folder) {
      // A scratch file's own scratch file has one dot more in front, and the first one's whole name.
      let bare = name.drop { $0 == "." }
      guard bare.hasPrefix(stem) else { continue }
      let file = "\(folder)/\(name)"
      if ScratchOwner.isGone(bare.dropFirst(stem.count), file) { unlink(file) }
    }
  }

  private static let hidden = ScratchNames()
}

/// The scratch files that lay in folders when this process first wrote there: a folder of thousands of outputs isn't
/// listed for each of them.
private final class ScratchNames: Sendable {
  private let known = Mutex<[String: [String]]>([:])

  func names(in folder: String) -> [String] {
    known.withLock { known in
      if let names = known[folder] { return names }
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasPrefix(".") && $0.contains(".rwmedia-") }
      known[folder] = names
      return names
    }
  }
}

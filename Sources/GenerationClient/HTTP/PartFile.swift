import Foundation
import MediaBasics

/// A download that isn't whole yet, with a note beside it of what it is a part of.
///
/// `clip.mp4.part` holds the bytes and `clip.mp4.part.json` the note, which is written once going on is worth it; both
/// go when the download is whole.
struct PartFile: Sendable {
  /// What a part is a part of.
  struct Note: Codable, Hashable, Sendable {
    /// The address without its query: a fresh signature doesn't make it another file.
    var address: String
    /// An ETag or a date of change.
    var validator: String?
    /// The length of the whole.
    var total: Int64?
  }

  let url: URL
  // Asked for once: a URL takes its path apart anew each time.
  private let path: String
  private let address: String

  /// The part of what `address` holds, on its way to `target`.
  init(of address: WebAddress, for target: URL) {
    url = target.appendingPathExtension("part")
    path = url.path
    self.address = address.withoutQuery
  }

  private var notePath: String { path + ".json" }

  /// How many bytes are there already.
  var length: Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// The note, if it is there and speaks of the same address.
  var note: Note? {
    guard access(notePath, F_OK) == 0, let data = FileManager.default.contents(atPath: notePath),
      let note = try? JSONDecoder().decode(Note.self, from: data),
      note.address == address
    else { return nil }
    return note
  }

  /// Notes what the part will be the whole of.
  func writeNote(validator: String?, total: Int64?) throws {
    let note = Note(address: address, validator: validator, total: total)
    let data = try JSONEncoder().encode(note)
    do {
      try data.replaceUnsynced(URL(fileURLWithPath: notePath, isDirectory: false))
    } catch {
      throw GenerationError.unwritable(url.relativePath + ".json")
    }
  }

  /// Leaves the part without a note: nobody goes on with it.
  func removeNote() { unlink(notePath) }

  /// Removes both files, unless another download is writing them.
  func discard() {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor < 0 || flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
    unlink(path)
    removeNote()
  }

  /// Makes the part the target, synced to disk; what stood there before is replaced.
  func publish(as target: URL) throws(GenerationError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unwritable(target.relativePath) }
    let synced = fsync(descriptor)
    close(descriptor)
    guard synced == 0, rename(path, target.path) == 0 else { throw .unwritable(target.relativePath) }
    do { try OutputFile.syncFolder(of: target) } catch { throw .unwritable(target.relativePath) }
    removeNote()
  }
}

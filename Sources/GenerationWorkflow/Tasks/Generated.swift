import Foundation
import MediaEngine

/// A task at its end, with what its files were measured to be where they came just now.
struct Generated: Sendable {
  let task: GenerationTask
  var measured: [MeasuredFile] = []

  /// The measurements of one of its files, made now where they weren't yet.
  func measured(_ file: URL) async throws -> MeasuredFile {
    if let known = measured.first(where: { $0.file == file }) { return known }
    return try await MeasuredFile(file)
  }
}

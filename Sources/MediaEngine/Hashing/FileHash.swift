public import Foundation
import MediaBasics

/// SHA-256 of files and bytes, in lower-case hexadecimal.
public enum FileHash {
  /// Hashes a file piece by piece, however large it is.
  ///
  /// - Throws: `file.missing`, `file.unreadable` and the like; `CancellationError`.
  public static func sha256(of file: URL) async throws -> String {
    try await BlockingWork.run { cancellation in
      let handle = try InputFile.open(file)
      defer { try? handle.close() }
      var hash = try SHA256()
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        try cancellation.check()
        hash.update(piece)
      }
      return hash.finish()
    }
  }

  /// Hashes a part of a file.
  ///
  /// - Throws: as for a whole one; `file.range` where the part doesn't lie inside the file; `file.unreadable` where the
  ///   file gets shorter meanwhile.
  public static func sha256(of file: URL, range: Range<Int64>) async throws -> String {
    try await BlockingWork.run { cancellation in
      let bytes = try InputFile.check(file)
      guard range.lowerBound >= 0, range.upperBound <= bytes else {
        throw FileError.range(file.relativePath, given: range, bytes: bytes)
      }
      let handle = try InputFile.open(file)
      defer { try? handle.close() }
      try handle.seek(toOffset: UInt64(range.lowerBound))
      var hash = try SHA256()
      var left = range.count
      while left > 0 {
        try cancellation.check()
        guard let piece = try handle.read(upToCount: min(left, 1 << 20)), !piece.isEmpty else {
          throw FileError.unreadable(file.relativePath, "it is shorter than it was")
        }
        hash.update(piece)
        left -= piece.count
      }
      return hash.finish()
    }
  }

  /// Hashes bytes in memory.
  public static func sha256(_ data: Data) throws -> String {
    var hash = try SHA256()
    hash.update(data)
    return hash.finish()
  }
}

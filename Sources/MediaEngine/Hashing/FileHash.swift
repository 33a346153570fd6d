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

  /// Hashes bytes in memory.
  public static func sha256(_ data: Data) throws -> String {
    var hash = try SHA256()
    hash.update(data)
    return hash.finish()
  }
}

import Foundation
import TestSupport

@testable import GenerationClient

/// Storages as tests want them, and files whose hashes the system's own tools tell.
enum StorageRig {
  static func storage(_ server: FakeServer, _ time: TestTime = TestTime(), log: Lines? = nil) throws -> ObjectStorage
  {
    var settings = StorageSettings()
    settings.credentials = .init(accessKey: "test-key", secretKey: "test-secret")
    settings.endpoint = server.url
    settings.time = time.source
    if let log { settings.log = { log.add($0) } }
    return try ObjectStorage(settings)
  }

  /// A file of bytes that compress to nothing less.
  static func file(_ url: URL, bytes: Int) throws -> StoredFile {
    var source = SystemRandomNumberGenerator()
    let words = (0..<(bytes / 8 + 1)).map { _ in source.next() as UInt64 }
    try Data(words.withUnsafeBytes { Data($0) }.prefix(bytes)).write(to: url)
    return StoredFile(
      url, length: Int64(bytes), sha256: try sha256(url, 0..<Int64(bytes)), contentType: "video/mp4",
      hash: { try sha256($0, $1) })
  }

  private static func sha256(_ file: URL, _ range: Range<Int64>) throws -> String {
    let script = "tail -c +$((\(range.lowerBound) + 1)) '\(file.path)' | head -c \(range.count) | sha256sum"
    return String(try Command.output("sh", ["-c", script]).prefix(64))
  }
}

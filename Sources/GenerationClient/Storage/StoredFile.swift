public import Foundation

/// A file to be stored.
public struct StoredFile: Sendable {
  /// Tells the SHA-256, in hexadecimal, of a part of a file.
  public typealias Hash = @Sendable (_ file: URL, _ range: Range<Int64>) async throws -> String

  /// Where it is.
  let file: URL
  let length: Int64
  /// The SHA-256 of its contents, in hexadecimal.
  let sha256: String
  let contentType: String
  let hash: Hash

  /// A file and what is known of it.
  public init(_ file: URL, length: Int64, sha256: String, contentType: String, hash: @escaping Hash) {
    self.file = file
    self.length = length
    self.sha256 = sha256
    self.contentType = contentType
    self.hash = hash
  }

  /// Refuses what would be other headers than meant.
  func check() throws(GenerationError) {
    guard contentType.utf8.allSatisfy({ (32..<127).contains($0) }) else {
      throw .setting(
        "contentType", given: "'\(contentType.debugDescription)'", allowed: "a media type such as video/mp4")
    }
    guard sha256.count == 64, sha256.allSatisfy(\.isHexDigit) else {
      throw .setting("sha256", given: "'\(sha256.debugDescription)'", allowed: "64 hexadecimal digits")
    }
    guard length >= 0 else { throw .setting("length", given: "\(length)", allowed: "0 or more") }
  }
}

/// A file that is on its way in parts: what going on after a break takes.
public struct MultipartUpload: Sendable, Hashable, Codable {
  /// The storage's id of it.
  public var id: String
  /// The bytes of each part but the last.
  public var partSize: Int64
  /// The SHA-256 of the whole file, in hexadecimal: another file isn't gone on with.
  public var sha256: String
}

import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// What tells one generation from another: everything that is asked, with files by their contents, and where.
struct TaskIdentity: Sendable {
  /// A SHA-256 in hexadecimal.
  let text: String
  /// The SHA-256 of each local file of the request.
  let hashes: [URL: String]

  init(of request: GenerationRequest, scope: String, variant: Int) async throws {
    var hashes: [URL: String] = [:]
    for file in request.files where hashes[file] == nil {
      try InputFile.check(file)
      hashes[file] = try await FileHash.sha256(of: file)
    }
    let named = request.replacingFiles { file in .identifier("sha256:\(hashes[file] ?? "")") }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let asked = try encoder.encode(Asked(scope: scope, variant: variant, request: named))
    text = try FileHash.sha256(asked)
    self.hashes = hashes
  }

  private struct Asked: Encodable {
    let scope: String
    let variant: Int
    let request: GenerationRequest
  }
}

import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog

/// Brings a request's local files to the service, each distinct content once as long as the service keeps it.
struct Uploader: Sendable {
  let provider: any GenerationProvider
  let ledger: Ledger
  /// The SHA-256 of each file.
  let hashes: [URL: String]

  /// The request with references in the place of its files.
  func references(in request: GenerationRequest, progress: ProgressHandler?) async throws -> GenerationRequest {
    var references: [URL: String] = [:]
    for file in request.files where references[file] == nil {
      references[file] = try await reference(of: file, progress: progress)
    }
    return request.replacingFiles { .identifier(references[$0] ?? $0.path) }
  }

  private func reference(of file: URL, progress: ProgressHandler?) async throws -> String {
    let hash = hashes[file] ?? ""
    if let known = try await ledger.upload(of: hash, scope: provider.scope) { return known }
    // Several jobs may begin with the same picture at the same time.
    return try await ledger.alone("upload \(provider.scope) \(hash)") {
      if let known = try await ledger.upload(of: hash, scope: provider.scope) { return known }
      let uploaded = try await provider.upload(file, progress: progress)
      try await ledger.record(
        upload: uploaded.reference, of: hash, scope: provider.scope, expires: uploaded.expires)
      return uploaded.reference
    }
  }
}

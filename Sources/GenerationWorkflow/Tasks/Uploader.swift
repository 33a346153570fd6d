import Foundation
import GenerationClient
import MediaBasics
import MediaEngine
import ModelCatalog

/// Brings a request's local files to the service, each distinct content once as long as the service keeps it.
struct Uploader: Sendable {
  let provider: any GenerationProvider
  let ledger: Ledger
  /// The SHA-256 of each file.
  let hashes: [URL: String]

  /// The request with references in the place of its files, and whether any of these was brought earlier.
  func references(
    in request: GenerationRequest, progress: ProgressHandler?
  ) async throws -> (request: GenerationRequest, hasOld: Bool) {
    var references: [URL: String] = [:]
    var hasOld = false
    for file in request.files where references[file] == nil {
      if let known = try await ledger.upload(of: hashes[file] ?? "", scope: provider.scope) {
        references[file] = known
        hasOld = true
      } else {
        references[file] = try await reference(of: file, progress: progress)
      }
    }
    return (request.replacingFiles { .identifier(references[$0] ?? $0.path) }, hasOld)
  }

  private func reference(of file: URL, progress: ProgressHandler?) async throws -> String {
    let hash = hashes[file] ?? ""
    // Several jobs may begin with the same picture at the same time.
    return try await ledger.alone("upload \(provider.scope) \(hash)") {
      if let known = try await ledger.upload(of: hash, scope: provider.scope) { return known }
      let uploaded = try await provider.upload(file, progress: progress)
      // It may have waited for money, or for its turn; under its old hash others would get what it isn't.
      guard try await FileHash.sha256(of: file) == hash else { throw WorkflowError.changedMeanwhile(file) }
      try await ledger.record(
        upload: uploaded.reference, of: hash, scope: provider.scope, expires: uploaded.expires)
      return uploaded.reference
    }
  }
}

extension WorkflowError {
  static func changedMeanwhile(_ file: URL) -> WorkflowError {
    WorkflowError(
      "changed-meanwhile", .badInput, "'\(file.relativePath)' was changed while it was on its way to the service.",
      hint: "Run the same command again once it is finished.", details: ["file": .string(file.path)])
  }
}

import Foundation
import MediaBasics
import MediaEngine

/// Puts finished outputs where they belong: each appears whole, and nothing that isn't ours is replaced.
struct JobDelivery: Sendable {
  let desk: BatchDesk
  let overwrite: Bool

  /// The claims that a job's new outputs may be delivered under: what its files may hold, or may have held.
  ///
  /// Written down before the first file appears, they let a run that is started again know its own files.
  /// - Throws: `file.exists` where a file is there that is none of the job's.
  func claims(for made: [OutputMaker.Made], of job: ManifestJob) async throws -> [String: Set<String>] {
    var claims: [String: Set<String>] = [:]
    for batch in desk.replaceable {
      let known = try await desk.ledger.job(job.id, of: batch)?.result?.claims ?? [:]
      claims.merge(known) { $0.union($1) }
    }
    for output in made {
      let target = URL(fileURLWithPath: output.facts.path)
      if !overwrite, FileManager.default.fileExists(atPath: target.path) {
        let found = try await FileHash.sha256(of: target)
        guard claims[target.path, default: []].contains(found) || found == output.facts.sha256 else {
          throw WorkflowError.foreignFile(target, job)
        }
      }
      claims[target.path, default: []].insert(output.facts.sha256)
    }
    return claims
  }

  /// Delivers one output.
  func deliver(_ made: OutputMaker.Made) throws {
    let target = URL(fileURLWithPath: made.facts.path)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try OutputFile.write(target, overwrite: true) { scratch in try OutputMaker.clone(made.file, to: scratch) }
  }
}

extension WorkflowError {
  static func foreignFile(_ file: URL, _ job: ManifestJob) -> WorkflowError {
    WorkflowError(
      "foreign-file", .cannotWrite,
      "Job '\(job.id)' would replace '\(file.relativePath)', which it didn't make, or which was changed since.",
      hint: "Move it away, give --overwrite, or choose another output name.", details: ["file": .string(file.path)])
  }
}

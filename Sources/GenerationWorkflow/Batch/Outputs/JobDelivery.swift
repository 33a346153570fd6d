import Foundation
import MediaBasics
import MediaEngine

/// Puts finished outputs where they belong: each appears whole, and nothing that isn't ours is replaced.
struct JobDelivery: Sendable {
  /// A file that is ready to be delivered.
  struct Ready: Sendable {
    enum Contents: Sendable {
      case file(URL)
      case bytes(Data)
    }

    let target: URL
    let sha256: String
    let contents: Contents

    init(_ made: OutputMaker.Made) {
      (target, sha256) = (URL(fileURLWithPath: made.facts.path), made.facts.sha256)
      contents = .file(made.file)
    }

    init(_ sidecar: Sidecar, of made: OutputMaker.Made) throws {
      let data = try sidecar.data()
      target = Sidecar.file(of: URL(fileURLWithPath: made.facts.path))
      sha256 = try FileHash.sha256(data)
      contents = .bytes(data)
    }
  }

  let desk: BatchDesk
  let overwrite: Bool

  /// The claims that a job's new outputs may be delivered under: what its files may hold, or may have held.
  ///
  /// Written down before the first file appears, they let a run that is started again know its own files.
  /// - Parameter past: what was recorded of the job, in each batch whose files it may replace.
  /// - Throws: `workflow.foreign-file` where a file is there that is none of the job's.
  func claims(for files: [Ready], of job: ManifestJob, past: [JobRecord]) async throws -> [String: Set<String>] {
    var claims: [String: Set<String>] = [:]
    for record in past {
      claims.merge(record.result?.claims ?? [:]) { $0.union($1) }
    }
    for file in files {
      let target = file.target
      if !overwrite, FileManager.default.fileExists(atPath: target.path) {
        let found = try await FileHash.sha256(of: target)
        guard claims[target.path, default: []].contains(found) || found == file.sha256 else {
          throw WorkflowError.foreignFile(target, job)
        }
      }
      claims[target.path, default: []].insert(file.sha256)
    }
    return claims
  }

  /// Delivers a job's files.
  func deliver(_ files: [Ready], of job: ManifestJob) throws {
    for folder in Set(files.map { $0.target.deletingLastPathComponent() }) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    var outputs: [OutputFile] = []
    do {
      for file in files {
        let output = try OutputFile(file.target, overwrite: true)
        outputs.append(output)
        switch file.contents {
        case .file(let made): try place(made, as: output.scratch, of: job)
        case .bytes(let data): try data.writeUnsynced(to: output.scratch)
        }
      }
      try OutputFile.publish(outputs)
    } catch {
      for output in outputs { output.discard() }
      throw error
    }
  }

  /// A file of the workshop goes over without a copy where the file system can; the ledger's own stays its own,
  /// whatever becomes of what was delivered.
  private func place(_ made: URL, as scratch: URL, of job: ManifestJob) throws {
    let isOurs = made.path.hasPrefix(desk.workshop(of: job).path + "/")
    if !isOurs || link(made.path, scratch.path) != 0 { try FileManager.default.copyItem(at: made, to: scratch) }
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

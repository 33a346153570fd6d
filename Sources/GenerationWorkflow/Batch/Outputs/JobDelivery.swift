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
  /// - Parameter past: what the job made before, in each batch whose files it may replace.
  /// - Throws: `workflow.foreign-file` where a file is there that is none of the job's.
  func claims(for files: [Ready], of job: ManifestJob, past: [JobResult]) async throws -> [String: Set<String>] {
    var claims = claims(of: past)
    for file in files {
      claims[file.target.path, default: []].insert(file.sha256)
      try await refuseForeign(file.target, claims, job)
    }
    return claims
  }

  /// Looks before anything is bought whether files are in the way, as far as names are known before.
  ///
  /// - Throws: `workflow.foreign-file`; `workflow.onto-input` where one is what any job is made from.
  func refuseForeign(for job: ManifestJob) async throws {
    let outputs = desk.manifest.output.paths(of: job).map {
      desk.manifest.folder.appendingPathComponent($0, isDirectory: false).standardizedFileURL
    }
    let files = outputs.flatMap { [$0, Sidecar.file(of: $0)] }
    if let input = files.first(where: { desk.manifest.inputs.contains($0.path) }) {
      throw WorkflowError.ontoInput(input)
    }
    // Most often nothing is there, and the ledger needn't be asked.
    guard !overwrite, files.contains(where: { FileManager.default.fileExists(atPath: $0.path) }) else { return }
    let claims = claims(of: try await desk.ledger.results(of: job.id, in: desk.replaceable))
    for file in files { try await refuseForeign(file, claims, job) }
  }

  private func claims(of results: [JobResult]) -> [String: Set<String>] {
    results.reduce(into: [:]) { all, result in all.merge(result.claims) { $0.union($1) } }
  }

  private func refuseForeign(_ file: URL, _ claims: [String: Set<String>], _ job: ManifestJob) async throws {
    guard !overwrite, FileManager.default.fileExists(atPath: file.path) else { return }
    // By its contents: the folder may have been moved, or is called otherwise on another machine.
    let sha256 = try await FileHash.sha256(of: file)
    if claims.values.contains(where: { $0.contains(sha256) }) { return }
    let real = try await desk.ledger.results(of: job.id, in: [desk.manifest.name])
    let isReal = desk.simulated && self.claims(of: real).values.contains { $0.contains(sha256) }
    throw isReal ? WorkflowError.realFile(file, job) : WorkflowError.foreignFile(file, job)
  }

  /// Delivers a job's files.
  func deliver(_ files: [Ready], of job: ManifestJob) throws {
    var outputs: [OutputFile] = []
    do {
      for folder in Set(files.map { $0.target.deletingLastPathComponent() }) {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
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
  /// The code of a file in the way that isn't the job's.
  static let foreignCode = "workflow.foreign-file"

  static func realFile(_ file: URL, _ job: ManifestJob) -> WorkflowError {
    WorkflowError(
      "foreign-file", .cannotWrite,
      "Job '\(job.id)' would replace '\(file.relativePath)', which is no rehearsal: it was paid for.",
      hint: "Rehearse into another folder: --output rehearsal/{id}.{ext}.", details: ["file": .string(file.path)])
  }

  static func foreignFile(_ file: URL, _ job: ManifestJob) -> WorkflowError {
    WorkflowError(
      "foreign-file", .cannotWrite,
      "Job '\(job.id)' would replace '\(file.relativePath)', which it didn't make, or which was changed since.",
      hint: "Move it away, give --overwrite, or choose another output name.", details: ["file": .string(file.path)])
  }
}

import Foundation
import MediaBasics
import MediaEngine

/// Has a job's videos generated, makes its outputs of them, and delivers these here.
struct JobMaker: Sendable {
  let desk: BatchDesk
  let job: ManifestJob
  let overwrite: Bool
  let progress: ProgressHandler

  /// Makes and delivers what the record then tells of; a check that says no fails the job, its files delivered.
  func make(
    _ way: (recipe: JobRecipe, identity: String, inputs: [JobInput]), _ generator: Generator,
    _ record: inout JobRecord
  ) async throws {
    let masters = try await MasterMaker(
      desk: desk, job: job, recipe: way.recipe, edition: record.edition, generator: generator, progress: progress
    ).make()
    record.tasks = masters.flatMap(\.tasks)
    // What is left is cheap and paid for: Ctrl-C lets it finish.
    let begun = record
    let (ready, files) = try await Task { try await finish(way.inputs, masters, begun) }.value
    // What is delivered from here on is known by it, also where something comes in between.
    record = ready
    record = try await Task { try deliver(files, ready) }.value
  }

  /// Makes the outputs and writes down what they are.
  private func finish(
    _ inputs: [JobInput], _ masters: [Master], _ begun: JobRecord
  ) async throws -> (JobRecord, [JobDelivery.Ready]) {
    var record = begun
    var made: [OutputMaker.Made] = []
    for (index, master) in masters.enumerated() {
      let number = masters.count > 1 ? index + 1 : nil
      made += try await outputs(of: master, number: number)
    }
    // Two sizes that differ in the manifest may be one: what the model makes is known only now.
    let paths = made.map(\.facts.path)
    if let path = paths.first(where: { path in paths.count { $0 == path } > 1 }) {
      throw WorkflowError.sameName(path, job)
    }
    var result = JobResult(
      outputs: made.map(\.facts), seams: masters.flatMap(\.seams),
      warnings: (job.warnings + masters.flatMap(\.warnings)).distinct,
      frameImage: masters.first?.frameImage?.path)
    let common = masters.flatMap(\.checks) + seamChecks(result.seams)
    result.checks = (common + made.flatMap { $0.checks(namedAmong: made.count) }).distinct
    let past = try await desk.ledger.past(
      of: job.id, purse: desk.batch, others: record.tasks, batches: desk.replaceable)
    let files =
      try made.map(JobDelivery.Ready.init)
      + made.map { made in
        let sidecar = Sidecar(
          made, of: job, desk, inputs: inputs, tasks: past.tasks, result: result, checks: common + made.checks)
        return try JobDelivery.Ready(sidecar, of: made)
      }
    result.claims = try await JobDelivery(desk: desk, overwrite: overwrite).claims(
      for: files, of: job, past: past.results)
    record.result = result
    try await desk.ledger.save(record)
    return (record, files)
  }

  /// Puts the outputs where they belong, and judges them.
  private func deliver(_ files: [JobDelivery.Ready], _ ready: JobRecord) throws -> JobRecord {
    var record = ready
    try JobDelivery(desk: desk, overwrite: overwrite).deliver(files, of: job)
    try? FileManager.default.removeItem(at: desk.workshop(of: job))
    let broken = (record.result?.checks ?? []).filter { !$0.ok }
    record.state = broken.isEmpty ? .done : .failed
    record.failure = broken.isEmpty ? nil : WorkflowError.checks(job, broken).report
    // What stood at these places before is gone; where machines share the ledger, only here.
    if record.place == nil {
      for file in files { record.result?.claims[file.target.path] = [file.sha256] }
    }
    return record
  }

  private func outputs(of master: Master, number: Int?) async throws -> [OutputMaker.Made] {
    let maker = OutputMaker(
      master: master, format: job.masterFormat, asked: job.settings.checks, progress: progress)
    var made: [OutputMaker.Made] = []
    for (index, output) in job.settings.outputs.enumerated() {
      let size = output.size ?? master.size
      let path = desk.manifest.output.path(of: output, job, width: size.width, height: size.height, number: number)
      let file = desk.workshop(of: job).appendingPathComponent(
        "\(number ?? 0)-\(index)-output.\(output.fileExtension)", isDirectory: false)
      made.append(
        try await maker.make(
          output, as: file,
          for: desk.manifest.folder.appendingPathComponent(path, isDirectory: false).standardizedFileURL))
    }
    return made
  }

  private func seamChecks(_ seams: [SeamReport]) -> [Verification.Check] {
    guard let least = job.settings.checks.seam else { return [] }
    return seams.compactMap { seam in
      seam.ssim.map { ssim in
        Verification.Check(
          name: "seam \(seam.clip)", expected: "an SSIM of at least \(least)",
          actual: "\((ssim * 1000).rounded() / 1000)", ok: ssim >= least)
      }
    }
  }
}

extension WorkflowError {
  static func sameName(_ path: String, _ job: ManifestJob) -> WorkflowError {
    WorkflowError(
      "same-name", .configuration, "Two outputs of job '\(job.id)' would be called '\(path)'.",
      hint: "Give each a name: and put {output} into the file's name; what was generated is kept.",
      details: ["job": .string(job.id)])
  }

  static let checksCode = "workflow.checks"

  static func checks(_ job: ManifestJob, _ broken: [Verification.Check]) -> WorkflowError {
    let reasons = broken.map { "\($0.name) is \($0.actual), not \($0.expected)" }.joined(separator: "; ")
    return WorkflowError(
      "checks", .badInput, "Job '\(job.id)' was delivered, but \(reasons).",
      hint: "Look at it; 'rwmedia batch retry' generates it anew.", details: ["job": .string(job.id)])
  }
}

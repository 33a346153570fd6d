import Foundation
public import MediaBasics

extension ImagePreparer {
  /// Prepares many files, several at a time, each in its own way; a file that fails does so alone.
  ///
  /// - Parameters:
  ///   - workers: How many are under way at once; each has its own thread and a few megabytes. `nil`: one a core.
  ///   - preparation: Gives the preparation for a file by its header; what it throws fails that file alone.
  ///   - progress: Told after each file.
  /// - Throws: `CancellationError` alone: what is finished by then stays.
  public static func prepareAll(
    _ jobs: [ImageJob], workers: Int? = nil, overwrite: Bool = false, progress: ProgressHandler? = nil,
    as preparation: @escaping @Sendable (ImageFacts) throws -> ImagePreparation, limits: ImageLimits = ImageLimits(),
    allowVector: Bool = false
  ) async throws -> ImageBatchReport {
    try await prepareAll(jobs, workers: workers, progress: progress) { job, cancellation in
      let input = try ImageInput(file: job.input, limits: limits, allowVector: allowVector)
      let facts = try ImagePipeline.facts(of: input, within: limits)
      return try prepare(
        job.input, to: job.output, as: try preparation(facts), overwrite: overwrite, cancellation)
    }
  }

  /// Prepares many files in the same way, several at a time; a file that fails does so alone.
  ///
  /// - Throws: `media.image-quality` and its like for a preparation that can't be carried out; `CancellationError`.
  public static func prepareAll(
    _ jobs: [ImageJob], as preparation: ImagePreparation, workers: Int? = nil, overwrite: Bool = false,
    progress: ProgressHandler? = nil
  ) async throws -> ImageBatchReport {
    try preparation.check()
    return try await prepareAll(jobs, workers: workers, progress: progress) { job, cancellation in
      try prepare(job.input, to: job.output, as: preparation, overwrite: overwrite, cancellation)
    }
  }

  private typealias Work = @Sendable (ImageJob, Cancellation) throws -> PreparedImage

  private static func prepareAll(
    _ jobs: [ImageJob], workers: Int?, progress: ProgressHandler?, _ work: @escaping Work
  ) async throws -> ImageBatchReport {
    var outcomes = [Result<PreparedImage, any Error>?](repeating: nil, count: jobs.count)
    try await withThrowingTaskGroup(of: (Int, Result<PreparedImage, any Error>).self) { group in
      let atOnce = min(max(workers ?? ProcessInfo.processInfo.activeProcessorCount, 1), jobs.count)
      var next = 0
      var finished = 0
      func startOne() {
        guard next < jobs.count else { return }
        let (index, job) = (next, jobs[next])
        next += 1
        group.addTask { (index, try await attempt(job, work)) }
      }
      for _ in 0..<atOnce { startOne() }
      while let (index, outcome) = try await group.next() {
        outcomes[index] = outcome
        finished += 1
        progress?(
          ProgressUpdate(stage: "preparing", completed: Int64(finished), total: Int64(jobs.count), unit: .files))
        startOne()
      }
    }
    return report(jobs, outcomes)
  }

  /// The outcome of one job as a value, so that it ends no other; only cancellation is thrown.
  private static func attempt(_ job: ImageJob, _ work: @escaping Work) async throws -> Result<
    PreparedImage, any Error
  > {
    do {
      return .success(try await BlockingWork.run { try work(job, $0) })
    } catch let error as CancellationError {
      throw error
    } catch {
      return .failure(error)
    }
  }

  private static func report(
    _ jobs: [ImageJob], _ outcomes: [Result<PreparedImage, any Error>?]
  ) -> ImageBatchReport {
    var items: [PreparedImage] = []
    var failed: [ImageBatchReport.Failure] = []
    for (job, outcome) in zip(jobs, outcomes) {
      switch outcome {
      case .success(let image): items.append(image)
      case .failure(let error): failed.append(.init(input: job.input.relativePath, error: describe(error, job)))
      case nil: break
      }
    }
    return ImageBatchReport(items: items, failed: failed)
  }

  private static func describe(_ error: any Error, _ job: ImageJob) -> FailureReport {
    (error as? any ReportedError)?.report ?? MediaError.imageFault(job.input.relativePath, "\(error)").report
  }
}

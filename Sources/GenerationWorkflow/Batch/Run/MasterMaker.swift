import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// Has a job's videos generated: each candidate on its own, all at the same time; then takes what is to be kept.
struct MasterMaker: Sendable {
  let desk: BatchDesk
  let job: ManifestJob
  let recipe: JobRecipe
  let edition: Int
  let generator: Generator
  let progress: ProgressHandler

  /// The videos to deliver, in order.
  func make() async throws -> [Master] {
    let numbers = Array(0..<job.candidates)
    let made = try await numbers.concurrentMap(width: numbers.count) { try await candidate($0) }
    guard job.settings.keep == .best, made.count > 1 else { return made }
    return [try await best(of: made)]
  }

  private func candidate(_ number: Int) async throws -> Master {
    let video = desk.video(of: job, number)
    switch recipe.variant(number, edition: edition) {
    case .clip(var request):
      request.output = video
      return try await clip(request)
    case .chain(var request):
      request.output = video
      try FileManager.default.createDirectory(
        at: video.deletingLastPathComponent(), withIntermediateDirectories: true)
      return try await chain(request)
    }
  }

  private func clip(_ request: GenerateRequest) async throws -> Master {
    let clips = ClipGenerator(generator)
    let (planned, issues) = try await clips.plan(request)
    let made = try await clips.fetch(planned, for: request, progress: progress)
    let task = made.generated.task
    guard let clip = task.files(in: desk.ledger.folder).first else { throw WorkflowError.noPicture(request.output) }
    let ready = try await made.delivery.ready(
      made.generated.measured(clip), orAs: request.output, progress: progress)
    let video = try ready.video
    return Master(
      measured: ready, size: video.size, frames: video.frames,
      sha256: ready.file == clip ? task.outputs.first?.sha256 : nil,
      tasks: [task.remoteID], seams: [], checks: [],
      warnings: issues.map(\.message) + made.warnings + Self.lengthWarning(video, asked: planned.duration),
      frameImage: made.frameImage)
  }

  /// Models make a few frames more or fewer than they are asked for; half a second is no rounding.
  private static func lengthWarning(_ video: VideoInfo, asked: Rational?) -> [String] {
    let made = video.fps.doubleValue > 0 ? Double(video.frames) / video.fps.doubleValue : 0
    guard let asked = asked?.doubleValue, abs(made - asked) >= 0.5 else { return [] }
    return ["The model made \((made * 100).rounded() / 100) s where \(asked) s were asked for."]
  }

  private func chain(_ request: ExtendRequest) async throws -> Master {
    let report = try await Extender(generator).extend(request, progress: progress)
    let made = try await MeasuredFile(request.output)
    return Master(
      measured: made, size: try made.video.size, frames: report.frames, tasks: report.plan.map(\.taskUUID),
      seams: report.seams,
      checks: report.checks, warnings: report.warnings, frameImage: report.frameImage.map { URL(fileURLWithPath: $0) }
    )
  }

  /// The one that begins most like its frame image; without one, the first.
  private func best(of made: [Master]) async throws -> Master {
    var best = made[0]
    var likeness = -Double.infinity
    for master in made {
      guard let image = master.frameImage,
        let task = try await desk.ledger.task(master.tasks.first ?? ""),
        let clip = task.files(in: desk.ledger.folder).first
      else { return best }
      let found = try await ClipJoiner.likeness(of: image, atBeginningOf: JoinClip(clip))
      if found > likeness { (likeness, best) = (found, master) }
    }
    return best
  }
}

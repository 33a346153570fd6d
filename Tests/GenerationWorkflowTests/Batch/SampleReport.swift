import Foundation
import MediaBasics
import ModelCatalog
import TestSupport

@testable import GenerationWorkflow
@testable import MediaEngine

/// Batches as a report shows them, with media that ffmpeg makes.
struct SampleReport {
  let folder: TemporaryFolder
  private let moment = Date(timeIntervalSince1970: 1_790_000_000)

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(at: folder / "out", withIntermediateDirectories: true)
    for (index, hue) in [0, 120, 240].enumerated() {
      try FFmpeg.make([
        "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=24:duration=1", "-vf", "hue=h=\(hue)", "-c:v", "libx264",
        "-preset", "ultrafast", "-pix_fmt", "yuv420p", (folder / "out/clip \(index).mp4").path,
      ])
      try FFmpeg.make([
        "-f", "lavfi", "-i", "testsrc=size=600x800:rate=1:duration=1", "-vf", "hue=h=\(hue)", "-frames:v", "1",
        (folder / "photo-\(index).png").path,
      ])
    }
  }

  /// A batch of so many jobs, every kind among the first eight.
  func summary(jobs: Int) -> BatchSummary {
    BatchSummary(
      name: "Autumn catalogue", manifest: (folder / "batch.yaml").path, createdAt: moment, simulated: true,
      cost: Cost(Decimal(jobs) / 4), setAside: .zero, limit: Cost(500), options: ["--preset", "a b"],
      jobs: (0..<jobs).map(job))
  }

  func job(_ index: Int) -> BatchSummary.Job {
    let state: JobState = [1: .failed, 3: .stopped, 5: .waiting][index % 97] ?? .done
    let model = index.isMultiple(of: 3) ? "klingai:5@3" : "minimax:1@1"
    let isDone = state == .done || index == 1
    let photo = (folder / "photo-\(index % 3).png").path
    return BatchSummary.Job(
      id: index == 2 ? Self.nasty : "sku-\(index)", state: state, preset: index.isMultiple(of: 2) ? "turntable" : nil,
      model: model, prompts: ["a slow turn of product \(index) <b>on</b> a plain table"], input: photo,
      prepared: isDone ? photo : nil, outputs: isDone ? outputs(index) : [],
      seams: isDone && index.isMultiple(of: 2) ? seams(index) : [], checks: isDone ? checks(index) : [],
      tasks: isDone ? [task(index, model)] : [],
      cost: isDone ? Cost(Decimal(index % 5 + 1) / 10) : .zero, expectedCost: Cost(0.3),
      startedAt: state == .waiting ? nil : moment,
      changedAt: state == .waiting ? nil : moment.addingTimeInterval(Double(60 + index % 90)),
      failure: failure(state, index), warnings: index == 0 ? ["The photo is smaller than the model's size."] : [])
  }

  private func seams(_ index: Int) -> [SeamReport] {
    [
      SeamReport(clip: 1, droppedFrames: 1, ssim: 0.98 - Double(index % 10) / 40, psnr: 38.25),
      SeamReport(clip: 2, droppedFrames: 1, ssim: nil, psnr: nil),
    ]
  }

  private func checks(_ index: Int) -> [Verification.Check] {
    [
      Verification.Check(name: "frames", expected: "24", actual: "24", ok: true),
      Verification.Check(name: "size", expected: "640x360", actual: "640x360", ok: index != 1),
    ]
  }

  private func task(_ index: Int, _ model: String) -> BatchSummary.Generation {
    BatchSummary.Generation(
      id: "00000000-0000-4000-8000-00000000000\(index % 10)", model: model, label: "\(Self.nasty).mp4, clip 1",
      stage: .fetched, seconds: 6, cost: Cost(Decimal(index % 5 + 1) / 10), failure: index == 2 ? Self.nasty : nil,
      createdAt: moment,
      changedAt: moment.addingTimeInterval(Double(40 + index % 50)))
  }

  /// A name that is markup, a formula's beginning and more.
  static let nasty = "=<img src=x onerror=alert(1)>\"'&\u{202E}"

  private func outputs(_ index: Int) -> [JobOutput] {
    let name = index == 4 ? "gone.mp4" : "clip \(index % 3).mp4"
    return [
      JobOutput(
        path: (folder / "out/\(name)").path, format: "mp4", width: 640, height: 360, fps: 24, frames: 24, seconds: 1,
        bytes: 123_456, sha256: "abc",
        delivered: index == 0 ? "s3://shop-media/autumn/sku-0.mp4" : nil)
    ]
  }

  private func failure(_ state: JobState, _ index: Int) -> FailureReport? {
    switch state {
    case .failed:
      FailureReport(
        code: "provider.content-refused", kind: .refused, message: "The service refused the prompt of sku-\(index).",
        hint: "Word it differently, then try again.")
    case .stopped:
      FailureReport(
        code: "workflow.budget", kind: .stopped, message: "The spending limit of USD 500.00 is reached.",
        hint: "Run again with a higher --max-cost.")
    default: nil
    }
  }

  /// Writes a page beside the videos.
  func page(jobs: Int, as name: String) async throws -> URL {
    let place = folder / "out/\(name)"
    let summary = summary(jobs: jobs)
    let pictures = try await ReportPictures(folder: folder / "thumbnails").make(for: summary.jobs)
    var page = Data()
    try ReportPage(summary: summary, pictures: pictures, place: place).write { page += $0 }
    try page.write(to: place)
    return place
  }
}

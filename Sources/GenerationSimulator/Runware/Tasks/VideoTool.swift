import Foundation
import MediaBasics
import ModelCatalog

/// Takes requests that work on a whole video: `upscale`, `removeBackground` and `caption`.
///
/// The clip that results begins on the video's first frame, has its length and rate, and is marked like any other.
struct VideoTool: PaidTask {
  enum Kind: String, CaseIterable {
    case upscale, removeBackground, caption
  }

  /// A request as read.
  private struct Request {
    let kind: Kind
    let model: String
    let waits: Bool
    let tellsCost: Bool
    let format: MediaFormat
    let factor: Int
    let size: PixelSize?
    let fps: Int?
  }

  let backend: Backend
  let address: ServerAddress

  func accept(_ task: inout TaskObject) async throws -> Bool {
    if let failure = task.idFailure { throw RunwareFailures(failure) }
    guard await backend.tasks.task(task.id) == nil else { throw RunwareFailures(.conflict) }
    let request = read(&task)
    let video = await video(&task)
    guard task.failures.isEmpty, let request, let video else { throw RunwareFailures(task.failures) }
    let accepted = try await simulated(task, request, video)
    guard try await backend.tasks.accept(accepted) else { throw RunwareFailures(.conflict) }
    return request.waits
  }

  private func read(_ task: inout TaskObject) -> Request? {
    let model = task.string("model") ?? ""
    if model.isEmpty { task.note(.missing("model", type: "string")) }
    // An AIR: maker:id@version. Which models there are for these tasks nobody has published whole.
    if !model.isEmpty, !model.contains(":") || !model.contains("@") { task.note(.unknownModel(model)) }
    let factor = task.integer("upscaleFactor", 2...4)
    let (width, height) = (task.integer("width"), task.integer("height"))
    let size = width.flatMap { width in height.flatMap { PixelSize(width: width, height: $0) } }
    let format = task.word("outputFormat", of: ["MP4", "WEBM", "MOV"])
    let waits = task.word("deliveryMethod", of: ["sync", "async"])?.lowercased() == "sync"
    return Kind(rawValue: task.type).map {
      Request(
        kind: $0, model: model, waits: waits, tellsCost: task.bool("includeCost") ?? false,
        format: format.flatMap { MediaFormat(rawValue: $0.lowercased()) } ?? .mp4,
        factor: factor ?? ($0 == .upscale ? 2 : 1), size: size, fps: task.integer("fps", 1...240))
    }
  }

  private func video(_ task: inout TaskObject) async -> MediaAsset? {
    guard let text = task.object("inputs")?["video"]?.text ?? task.string("inputVideo") else {
      task.note(.missing("inputs.video", code: "missingInputVideo", type: "string"))
      return nil
    }
    do {
      return try await backend.asset(text, as: .video, at: address)
    } catch let refusal as MediaRefusal {
      task.note(.media(refusal, parameter: "inputs.video", name: "InputVideo"))
    } catch {
      task.note(.fault(error))
    }
    return nil
  }

  private func simulated(_ task: TaskObject, _ request: Request, _ video: MediaAsset) async throws -> SimulatedTask {
    var failure: TaskFailure?
    if case .fail(let code) = await backend.faults.next(.task) {
      failure = TaskFailure(code: code, message: "The task failed, as it was told to.")
    }
    let seconds = video.measures.seconds ?? Rational(1)
    let now = Date()
    return SimulatedTask(
      id: task.id, provider: .runware, type: task.type, model: request.model, request: task.json.shortened,
      accepted: now, begun: now, due: now.addingTimeInterval(backend.settings.latency),
      clips: request.kind == .caption ? [] : [try await clip(request, video, seconds)],
      text: request.kind == .caption ? "A simulated caption of a video of \(seconds.doubleValue) seconds." : nil,
      costPerClip: SimulatedPrice.perSecond * Decimal(seconds.numerator) / Decimal(seconds.denominator),
      tellsCost: request.tellsCost, failure: failure)
  }

  private func clip(
    _ request: Request, _ video: MediaAsset, _ seconds: Rational
  ) async throws -> SimulatedTask.Clip {
    let still = try await backend.media.still(of: video)
    let fps = request.fps.map { Rational($0) } ?? video.measures.fps ?? Rational(24)
    let own = video.measures.size
    let enlarged = own.flatMap { PixelSize(width: $0.width * request.factor, height: $0.height * request.factor) }
    guard let size = request.size ?? enlarged ?? own else { throw SimulatorError.noSize(request.model) }
    let order = RenderOrder(
      size: size, fps: fps, frames: try Timeline(duration: seconds, fps: fps).totalFrames,
      first: RenderOrder.Picture(sha256: still.sha256, file: still.file), last: nil, label: request.model,
      variation: 0, format: request.format, quality: 95)
    return SimulatedTask.Clip(id: UUID().uuidString.lowercased(), seed: 1, order: order)
  }
}

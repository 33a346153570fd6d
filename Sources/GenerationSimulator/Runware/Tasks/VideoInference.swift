import Foundation
import MediaBasics
import ModelCatalog

/// Takes generation requests: `videoInference`.
struct VideoInference: PaidTask {
  let backend: Backend
  let address: ServerAddress

  func accept(_ task: inout TaskObject) async throws -> Bool {
    if let failure = task.idFailure { throw RunwareFailures(failure) }
    guard await backend.tasks.task(task.id) == nil else { throw RunwareFailures(.conflict) }
    let request = VideoRequest(reading: &task)
    guard let model = try? backend.settings.catalog.model(request.request.model), model.provider == .runware else {
      if !request.request.model.isEmpty { task.note(.unknownModel(request.request.model)) }
      throw RunwareFailures(task.failures)
    }
    for issue in RequestChecker.issues(in: request.request, for: model) where issue.severity == .error {
      task.note(RunwareFailure(issue))
    }
    let frames = await assets(request.frames, &task)
    let inputs = await assets(request.inputs, &task)
    let video = inputs.first { $0.format.kind == .video }
    guard task.failures.isEmpty else { throw RunwareFailures(task.failures) }
    let shape = try ClipShape(
      request.request, model: model, resolution: request.resolution, image: frames.first?.measures.size,
      video: video?.measures)
    judge(frames, request, shape, model, &task)
    guard task.failures.isEmpty else { throw RunwareFailures(task.failures) }
    let accepted = try await simulated(task, request, shape, model, frames, video)
    guard try await backend.tasks.accept(accepted) else { throw RunwareFailures(.conflict) }
    return request.waits
  }

  private func assets(_ inputs: [VideoRequest.Input], _ task: inout TaskObject) async -> [MediaAsset] {
    var assets: [MediaAsset] = []
    for input in inputs {
      do {
        assets.append(try await backend.asset(input.text, as: input.kind, at: address))
      } catch let refusal as MediaRefusal {
        task.note(.media(refusal, parameter: input.parameter, name: "Input\(input.kind.rawValue.firstUppercased)"))
      } catch {
        task.note(.fault(error))
      }
    }
    return assets
  }

  private func judge(
    _ frames: [MediaAsset], _ request: VideoRequest, _ shape: ClipShape, _ model: ModelSpec, _ task: inout TaskObject
  ) {
    for (asset, input) in zip(frames, request.frames) {
      guard let size = asset.measures.size else { continue }
      let issues = RequestChecker.imageIssues(
        size: size, bytes: Int(asset.bytes), path: input.parameter, clip: shape.size, for: model)
      for issue in issues where issue.severity == .error { task.note(RunwareFailure(issue)) }
    }
  }

  private func simulated(
    _ task: TaskObject, _ request: VideoRequest, _ shape: ClipShape, _ model: ModelSpec, _ frames: [MediaAsset],
    _ video: MediaAsset?
  ) async throws -> SimulatedTask {
    var failure: TaskFailure?
    if case .fail(let code) = await backend.faults.next(.task) {
      failure = TaskFailure(code: code, message: "The task failed, as it was told to.")
    }
    let maker = ClipMaker(backend: backend, model: model, shape: shape)
    var opening: MediaAsset?
    if frames.isEmpty, let video { opening = try await backend.media.still(of: video) }
    let now = Date()
    return SimulatedTask(
      id: task.id, provider: .runware, type: task.type, model: model.id, request: task.json.shortened,
      accepted: now, begun: now, due: now.addingTimeInterval(backend.settings.latency),
      clips: try await maker.clips(of: request.request, taskID: task.id, frames: frames, opening: opening),
      costPerClip: SimulatedPrice.perClip(request.request, model: model, shape: shape),
      tellsCost: request.includesCost, failure: failure)
  }
}

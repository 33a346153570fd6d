import FlyingFox
import Foundation
import MediaBasics
import ModelCatalog

/// Takes generation requests: `POST /v1/text_to_video` and its like.
struct RunwayGeneration: Sendable {
  /// Characters of a data URI that are taken, whatever is in it (the service's specification since August 2026).
  private static let longestDataURI = 5_242_880

  let backend: Backend
  let address: ServerAddress
  let endpoint: RunwayEndpoint

  /// Checks a request whole, accepts it, and answers with the new task's id and what it may cost.
  func answer(_ body: MediaBasics.JSONValue) async throws -> HTTPResponse {
    do {
      let task = try await accept(body)
      await note(task.id, body, refusals: [])
      await backend.journal.inFlight(backend.tasks.inFlight())
      return .json(["id": .string(task.id), "estimatedCost": ["credits": RunwayTasks.credits(of: task)]])
    } catch let failure as RunwayFailure {
      // No id was given out: the journal counts refused requests by their content.
      await note(
        "refused-\(stableHash("\(body)"))", body, refusals: failure.issues.map(\.code) + ["\(failure.status)"])
      throw failure
    }
  }

  private func note(_ id: String, _ body: MediaBasics.JSONValue, refusals: [String]) async {
    await backend.journal.task(
      id, type: endpoint.rawValue, model: body["model"]?.text, request: body.shortened, refusals: refusals)
  }

  private func accept(_ body: MediaBasics.JSONValue) async throws -> SimulatedTask {
    guard case .object = body else { throw RunwayFailure.notJSON }
    let model = try model(named: body["model"]?.text)
    var request = RunwayRequest(reading: body)
    for field in model.rules(for: endpoint.task).required ?? [] where body[field] == nil {
      request.issues.append(.missing(field))
    }
    judgeRatio(&request, model)
    let told = Set(request.issues.compactMap { $0.path.first?.text })
    for issue in RequestChecker.issues(in: request.request, for: model) where issue.severity == .error {
      let found = RunwayIssue(issue)
      if let field = found.path.first?.text, told.contains(field) { continue }
      request.issues.append(found)
    }
    for input in request.frames + request.inputs where input.text.hasPrefix("data:") {
      if input.text.utf8.count > Self.longestDataURI {
        request.issues.append(.tooLong(input.path, maximum: Self.longestDataURI))
      }
    }
    guard request.issues.isEmpty else { throw RunwayFailure.invalid(request.issues) }
    return try await accept(request, model, body)
  }

  private func model(named name: String?) throws -> ModelSpec {
    let offered = backend.settings.catalog.models.filter {
      $0.provider == .runway && $0.tasks?[endpoint.task] != nil
    }
    guard let model = offered.first(where: { $0.id == name }) else {
      throw RunwayFailure.invalid([.unknownModel(offered.map(\.id))])
    }
    return model
  }

  private func judgeRatio(_ request: inout RunwayRequest, _ model: ModelSpec) {
    let rules = model.rules(for: endpoint.task)
    let sizes = rules.sizes?.choices?.map { "\($0.width):\($0.height)" }
    guard let ratio = request.ratio, let allowed = rules.aspectRatios ?? sizes, !allowed.contains(ratio) else {
      return
    }
    request.issues.append(.notOneOf("ratio", allowed))
  }

  private func accept(
    _ request: RunwayRequest, _ model: ModelSpec, _ body: MediaBasics.JSONValue
  ) async throws -> SimulatedTask {
    let frames = try await assets(request.frames)
    let inputs = try await assets(request.inputs)
    for (asset, input) in zip(frames, request.frames) {
      guard let size = asset.measures.size else { continue }
      let issues = RequestChecker.imageIssues(
        size: size, bytes: Int(asset.bytes), path: input.field, clip: request.request.size, for: model)
      if let issue = issues.first(where: { $0.severity == .error }) {
        throw RunwayFailure.asset(input.field, issue.message)
      }
    }
    let lengths = zip(request.inputs, inputs).compactMap { input, asset in input.measured(asset.measures) }
    if let issue = RequestChecker.lengthIssues(lengths, for: model).first(where: { $0.severity == .error }) {
      throw RunwayFailure.asset(issue.path, issue.message)
    }
    let performer = zip(request.inputs, inputs).first { $0.0.path.first == "reference" }?.1
    let video = performer ?? inputs.first { $0.format.kind == .video }
    let shape = try ClipShape(
      request.request, model: model, aspect: request.ratio, image: frames.first?.measures.size, video: video?.measures
    )
    let task = try await simulated(request, model, shape, frames, inputs, body)
    guard try await backend.tasks.accept(task) else { throw RunwayFailure(status: 500, message: "Try again.") }
    return task
  }

  private func assets(_ inputs: [RunwayRequest.Input]) async throws -> [MediaAsset] {
    var assets: [MediaAsset] = []
    for input in inputs {
      do {
        assets.append(try await asset(input))
      } catch let refusal as MediaRefusal {
        throw RunwayFailure.asset(input.field, refusal.message)
      }
    }
    return assets
  }

  private func asset(_ input: RunwayRequest.Input) async throws -> MediaAsset {
    let scheme = "runway://"
    if input.text.hasPrefix(scheme) {
      return try await backend.asset(String(input.text.dropFirst(scheme.count)), as: input.kind, at: address)
    }
    guard ["data:", "https:", "http:"].contains(where: input.text.hasPrefix) else {
      throw RunwayFailure.asset(input.field, "it must be an https URL, a runway:// URI or a data URI.")
    }
    return try await backend.asset(input.text, as: input.kind, at: address)
  }

  private func simulated(
    _ request: RunwayRequest, _ model: ModelSpec, _ shape: ClipShape, _ frames: [MediaAsset], _ inputs: [MediaAsset],
    _ body: MediaBasics.JSONValue
  ) async throws -> SimulatedTask {
    var failure: TaskFailure?
    if case .fail(let code) = await backend.faults.next(.task) {
      failure = TaskFailure(code: code, message: "An unexpected error occurred.")
    }
    // The service makes the ids; they differ between requests that are alike in all.
    let id = UUID().uuidString.lowercased()
    var opening: MediaAsset?
    if frames.isEmpty, let input = inputs.first(where: { $0.format.kind != .audio }) {
      opening = input.format.kind == .video ? try await backend.media.still(of: input) : input
    }
    let maker = ClipMaker(backend: backend, model: model, shape: shape)
    let now = Date()
    let begun = await backend.tasks.opening(for: .runway, limit: backend.settings.concurrency, at: now)
    return SimulatedTask(
      id: id, provider: .runway, type: endpoint.rawValue, model: model.id, request: body.shortened, accepted: now,
      begun: begun, due: begun.addingTimeInterval(backend.settings.latency),
      clips: try await maker.clips(of: request.request, taskID: id, frames: frames, opening: opening),
      costPerClip: SimulatedPrice.perClip(request.request, model: model, shape: shape), tellsCost: true,
      failure: failure)
  }
}

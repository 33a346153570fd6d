import MediaBasics
import MediaEngine
import ModelCatalog

/// Measures the videos and sounds on this machine that a request names, before any of them is uploaded.
enum InputLengths {
  /// What is wrong with their lengths; nothing is measured for a model without such limits.
  ///
  /// - Throws: what ``MediaProbe`` throws.
  static func issues(in request: GenerationRequest, for model: ModelSpec) async throws -> [Issue] {
    guard model.inputLengths != nil else { return [] }
    return RequestChecker.lengthIssues(try await measured(request, for: model), for: model)
  }

  /// The request with its input's length as its own, where neither it nor the model names one: for its price alone, up
  /// to whole seconds.
  static func timed(_ request: GenerationRequest, for model: ModelSpec) async throws -> GenerationRequest {
    var timed = model.completing(request)
    guard timed.duration == nil else { return timed }
    let inputs = try await measured(request, for: model).filter { $0.part != .referenceVideo }
    guard let longest = inputs.map(\.seconds).max(), let seconds = Int(exactly: longest.rounded(.up)) else {
      return timed
    }
    timed.duration = Rational(max(1, seconds))
    return timed
  }

  private static func measured(_ request: GenerationRequest, for model: ModelSpec) async throws -> [MeasuredInput] {
    var measured: [MeasuredInput] = []
    for (path, part, media) in request.timedInputs(for: model) {
      guard case .file(let file) = media else { continue }
      let info = try await MediaProbe.info(of: file)
      measured.append(
        MeasuredInput(
          path: path, part: part, seconds: info.video?.seconds ?? info.audio?.seconds ?? info.seconds,
          fps: info.video?.fps.doubleValue))
    }
    return measured
  }
}

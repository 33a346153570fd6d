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
    var measured: [MeasuredInput] = []
    for (path, part, media) in request.timedInputs(for: model) {
      guard case .file(let file) = media else { continue }
      let info = try await MediaProbe.info(of: file)
      measured.append(
        MeasuredInput(
          path: path, part: part, seconds: info.video?.seconds ?? info.audio?.seconds ?? info.seconds,
          fps: info.video?.fps.doubleValue))
    }
    return RequestChecker.lengthIssues(measured, for: model)
  }
}

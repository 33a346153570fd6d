import MediaBasics

extension GenerationRequest {
  /// The request as the service will read it: what ``extra`` gives in the service's own words goes before the members
  /// that it stands for, as it does on the wire.
  package func worded(for model: ModelSpec) -> GenerationRequest {
    var request = self
    for name in ["positivePrompt", "promptText"] { request.prompt = extra[name]?.text ?? request.prompt }
    request.negativePrompt = extra["negativePrompt"]?.text ?? request.negativePrompt
    request.duration = extra["duration"]?.double.flatMap { Rational("\($0)") } ?? request.duration
    request.fps = (extra["fps"] ?? extra["targetFramerate"])?.int ?? request.fps
    request.results = extra["numberResults"]?.int ?? request.results
    request.outputQuality = extra["outputQuality"]?.int ?? request.outputQuality
    if let seed = extra["seed"]?.seed { request.seed = seed }
    if model.provider == .runware { request.outputFormat = extra["outputFormat"]?.text ?? request.outputFormat }
    request.size = wordedSize(for: model) ?? request.size
    return request
  }

  private func wordedSize(for model: ModelSpec) -> PixelSize? {
    if let width = extra["width"]?.int, let height = extra["height"]?.int {
      return PixelSize(width: width, height: height)
    }
    // Where the model takes named shapes a ratio is a word, not a size.
    let takesShapes = model.task(for: self).map { model.rules(for: $0).aspectRatios != nil } ?? true
    return takesShapes ? nil : extra["ratio"]?.text.flatMap { PixelSize($0) }
  }
}

extension JSONValue {
  fileprivate var seed: UInt64? {
    switch self {
    case .integer(let value): UInt64(exactly: value)
    case .unsigned(let value): value
    default: nil
    }
  }
}

extension ModelSpec {
  /// Which of the model's tasks a request amounts to; `nil` where the model has no task for such inputs. Where the
  /// model's tasks aren't known, what the inputs say is taken.
  public func task(for request: GenerationRequest) -> TaskKind? {
    let natural = TaskKind(of: request)
    guard let tasks else { return natural }
    // What only guides may go along with a prompt or a frame image, at an endpoint that has a place for it.
    if let guide = Self.guide(of: request, natural), tasks[natural]?.names(guide) != true {
      let plain: TaskKind = request.frameImages.isEmpty ? .textToVideo : .imageToVideo
      if tasks[plain]?.names(guide) == true { return plain }
    }
    guard tasks[natural] == nil else { return natural }
    let others: [TaskKind] =
      switch natural {
      case .videoToVideo:
        [.videoUpscale, .backgroundRemoval, .videoToHDR] + (request.audios.isEmpty ? [] : [.audioToVideo])
      case .imageToVideo where !request.audios.isEmpty, .referenceToVideo where !request.audios.isEmpty:
        [.audioToVideo]
      case .referenceToVideo where (referenceImages?.max ?? 0) > 0: [.textToVideo]
      default: []
      }
    return others.first { tasks[$0] != nil }
  }

  /// The parameter for media that are given and needn't be what is worked on.
  private static func guide(of request: GenerationRequest, _ natural: TaskKind) -> String? {
    switch natural {
    case .videoToVideo: request.seedVideo == nil ? "referenceVideos" : nil
    case .audioToVideo: "referenceAudio"
    case .referenceToVideo: "references"
    default: nil
    }
  }

  /// The request with the model's own length and size where it names none and the model has known ones. What is set
  /// in the service's own words (`resolution`, `ratio`, `duration`) counts as named.
  public func completing(_ request: GenerationRequest) -> GenerationRequest {
    guard let task = task(for: request) else { return request }
    var complete = request
    let rules = rules(for: task)
    let shaped = ["resolution", "ratio", "width", "height"].contains { request.extra[$0] != nil }
    if let choices = rules.sizes?.choices, complete.size == nil, !shaped {
      complete.size = defaultSize.flatMap { choices.contains($0) ? $0 : nil } ?? choices.first
    }
    if complete.duration == nil, request.extra["duration"] == nil,
      let rule = durationRule(at: complete.size, for: task)
    {
      complete.duration = defaultDuration.flatMap { rule.allows($0) ? $0 : nil } ?? rule.choices.first
    }
    return complete
  }
}

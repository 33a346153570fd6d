import MediaBasics

extension RequestCheck {
  /// Whether the inputs are such as the model works from.
  mutating func judgeInputs() {
    let bare = TaskKind(of: request) == .textToVideo
    if bare, model.needsInput == true, model.tasks == nil {
      error(
        "missingInput", "inputs", given: .null, allowed: "an image, a video or sound",
        "\(name) needs an image, a video or sound to work from; none is given.")
    }
    guard let tasks = model.tasks, model.task(for: request) == nil else { return }
    let kinds = TaskKind.allCases.filter { tasks[$0] != nil }
    let allowed = JSONValue.array(kinds.map { .string($0.rawValue) })
    guard bare, let kind = kinds.first else {
      error(
        "unsupportedTask", "model", given: .string(task.rawValue), allowed: allowed,
        "\(name) makes \(kinds.map(\.rawValue).joinedByOr); the inputs given amount to \(task.rawValue).",
        hint: "Leave the other inputs out, or choose another model ('rwmedia models list').")
      return
    }
    let (code, path, input, option) = Self.input(of: kind)
    error(
      code, path, given: .null, allowed: allowed, "\(path) is missing; \(name) needs \(input).",
      hint: "Give \(option).")
  }

  private static func input(of kind: TaskKind) -> (code: String, path: String, input: String, option: String) {
    switch kind {
    case .textToVideo, .imageToVideo:
      ("missingFrameImages", "frameImages", "a frame image to begin from", "--first-frame")
    case .referenceToVideo: ("missingReferenceImages", "referenceImages", "reference images", "--reference-image")
    case .audioToVideo: ("missingAudio", "audios", "sound and an image or video", "--audio")
    case .characterPerformance: ("missingPerformance", "performance", "an actor's video", "--performance")
    case .videoToVideo, .videoUpscale, .backgroundRemoval, .videoToHDR:
      ("missingVideo", "seedVideo", "a video to work on", "--seed-video")
    }
  }

  mutating func judgeReferences() {
    judge(request.referenceImages.count, .referenceImages, "reference image", model.referenceImages)
    judge(request.referenceVideos.count, .referenceVideos, "reference video", model.referenceVideos)
    judge(request.audios.count, .audios, "sound", model.audios)
    guard !request.frameImages.isEmpty, !request.referenceImages.isEmpty else { return }
    let text = "frameImages and referenceImages are both given; "
    switch model.referenceImages?.withFrameImages {
    case true: break
    case false:
      error(
        "incompatibleParameters", "referenceImages", given: .integer(Int64(request.referenceImages.count)),
        allowed: "one of both", text + "\(name) takes one or the other.", by: .referenceImages)
    case nil:
      warning("incompatibleParameters", "referenceImages", text + "most models take one or the other.")
    }
  }

  private mutating func judge(_ count: Int, _ fact: ModelSpec.CodingKeys, _ noun: String, _ rule: ReferenceRule?) {
    let path = fact.rawValue
    guard let rule, count > rule.max else { return }
    if rule.max == 0 {
      unsupported(path, given: .integer(Int64(count)), "\(name) takes no \(noun)s.")
    } else {
      error(
        "invalidReferences", path, given: .integer(Int64(count)), allowed: .string("0 to \(rule.max)"),
        "\(path) holds \(count.counted(noun)); \(name) takes at most \(rule.max).", by: fact)
    }
  }
}

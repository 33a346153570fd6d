public import MediaBasics

/// An input video or sound as it was measured.
public struct MeasuredInput: Hashable, Sendable {
  /// What a model does with it.
  public enum Part: Hashable, Sendable {
    /// A video that is worked on, or whose performance is taken over.
    case video
    /// A video that guides.
    case referenceVideo
    /// A sound.
    case audio
  }

  /// The parameter, such as `seedVideo`, for messages.
  public var path: String
  /// What a model does with it.
  public var part: Part
  /// How long it lasts.
  public var seconds: Double
  /// Frames a second; `nil` for a sound.
  public var fps: Double?

  /// A measured input with its parts.
  public init(path: String, part: Part, seconds: Double, fps: Double? = nil) {
    (self.path, self.part, self.seconds, self.fps) = (path, part, seconds, fps)
  }
}

extension RequestChecker {
  /// A file's last frame or audio packet may reach a little over what it was cut to.
  private static let tolerance = 0.05

  /// What is wrong with the lengths of input videos and sounds, whatever the rest of the request.
  public static func lengthIssues(_ inputs: [MeasuredInput], for model: ModelSpec) -> [Issue] {
    guard let rule = model.inputLengths else { return [] }
    let severity: Issue.Severity = model.isAssumed(.inputLengths) ? .warning : .error
    func issue(_ code: String, _ path: String, _ given: Double, _ allowed: String, _ found: String) -> Issue {
      Issue(
        severity, code: code, path: path, given: .number(given), allowed: .string(allowed),
        message: "\(path) \(found); \(model.id) takes \(allowed).",
        hint: "Cut it to length before ('ffmpeg -t SECONDS'), or choose another model.")
    }
    func total(_ part: MeasuredInput.Part, _ limit: Double?) -> [Issue] {
      let parts = inputs.filter { $0.part == part }
      let seconds = parts.reduce(0) { $0 + $1.seconds }
      guard let limit, let first = parts.first, seconds > limit + tolerance else { return [] }
      let allowed = "at most \(text(limit)) s" + (parts.count > 1 ? " in all" : "")
      let found = parts.count > 1 ? "and its like last \(text(seconds)) s in all" : "lasts \(text(seconds)) s"
      return [issue("invalidInputDuration", first.path, seconds, allowed, found)]
    }
    let videos = inputs.filter { $0.part == .video }.flatMap { input in
      var issues: [Issue] = []
      let (min, max) = (rule.minVideo ?? 0, rule.maxVideo ?? Double(Int32.max))
      if input.seconds < min - tolerance || input.seconds > max + tolerance {
        let allowed = min == 0 ? "at most \(text(max)) s" : "\(text(min)) to \(text(max)) s"
        issues.append(
          issue("invalidInputDuration", input.path, input.seconds, allowed, "lasts \(text(input.seconds)) s"))
      }
      if let limit = rule.maxVideoFPS, let fps = input.fps, fps > limit + tolerance {
        let words = "frames a second"
        issues.append(
          issue("invalidInputFPS", input.path, fps, "at most \(text(limit)) \(words)", "has \(text(fps)) \(words)"))
      }
      return issues
    }
    return videos + total(.referenceVideo, rule.maxReferenceVideos) + total(.audio, rule.maxAudios)
  }

  /// A number to two places, without needless ones.
  private static func text(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return Int(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
  }
}

extension GenerationRequest {
  /// The media that have lengths, with what a model does with each.
  public func timedInputs(for model: ModelSpec) -> [(path: String, part: MeasuredInput.Part, media: MediaReference)] {
    var found: [(path: String, part: MeasuredInput.Part, media: MediaReference)] = []
    // Beside a performance it is who is to give it, whose length doesn't matter.
    if let seedVideo, performance == nil { found.append(("seedVideo", .video, seedVideo)) }
    if let performance { found.append(("performance", .video, performance)) }
    let task = model.task(for: self)
    let works = seedVideo == nil && [.videoToVideo, .videoUpscale, .videoToHDR, .backgroundRemoval].contains(task)
    found += referenceVideos.enumerated().map { index, media in
      ("referenceVideos[\(index)]", works && index == 0 ? .video : .referenceVideo, media)
    }
    return found + audios.enumerated().map { ("audios[\($0)]", .audio, $1) }
  }
}

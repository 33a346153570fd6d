public import MediaBasics

extension RequestChecker {
  /// What is wrong with an input image's measures, whatever the rest of the request.
  ///
  /// - Parameters:
  ///   - size: The image's upright size.
  ///   - bytes: The file's size; `nil` leaves it unjudged.
  ///   - path: The parameter, such as `frameImages[0]`, for messages.
  ///   - clip: The size that the clip will have, which some models want a frame image to have exactly.
  public static func imageIssues(
    size: PixelSize, bytes: Int?, path: String, clip: PixelSize?, for model: ModelSpec
  ) -> [Issue] {
    let rule = model.image ?? ModelCatalog.builtIn.generalRules(of: model.provider)?.image
    var issues: [Issue] = []
    let severity: Issue.Severity = model.isAssumed(.image) ? .warning : .error
    func add(_ code: String, _ given: JSONValue, _ allowed: String, _ found: String) {
      issues.append(
        Issue(
          severity, code: code, path: path, given: given, allowed: .string(allowed),
          message: "\(path) is \(found); \(model.id) takes \(allowed).",
          hint: "'rwmedia prepare --model \(model.id)' brings an image to the right form."))
    }
    let given = JSONValue.string("\(size)")
    if model.frameImages?.exactSize == true, path.hasPrefix("frameImages"), let clip, size != clip {
      add(
        size.width != clip.width ? "invalidFrameImageWidth" : "invalidFrameImageHeight", given, "\(clip) exactly",
        "\(size)")
    }
    if let min = rule?.minSide, Swift.min(size.width, size.height) < min {
      add("invalidImageSize", given, "sides of at least \(min) pixels", "\(size)")
    }
    if let max = rule?.maxSide, Swift.max(size.width, size.height) > max {
      add("invalidImageSize", given, "sides of at most \(max) pixels", "\(size)")
    }
    if let min = rule?.minAspect, let max = rule?.maxAspect, size.aspectRatio < min || size.aspectRatio > max {
      add("invalidImageAspect", given, "a width of \(min) to \(max) times the height", "\(size)")
    }
    if let bytes, let max = rule?.maxBytes, bytes > max {
      add("invalidImageBytes", .integer(Int64(bytes)), "at most \(max) bytes", "\(bytes) bytes large")
    }
    return issues
  }
}

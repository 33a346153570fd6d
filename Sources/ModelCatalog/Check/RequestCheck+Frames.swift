import MediaBasics

extension RequestCheck {
  mutating func judgeFrameImages() {
    let count = request.frameImages.count
    guard let rule = model.frameImages else {
      _ = framePositions()
      return
    }
    if count < rule.min ?? 0, count > 0 || model.tasks?[.textToVideo] == nil {
      missingFrames(rule.min ?? 0)
    }
    guard count > 0 else { return }
    if rule.max == 0 {
      unsupported(
        "frameImages", given: .integer(Int64(count)), "\(name) takes no frame images.",
        hint: "Leave the frame images out.")
      return
    }
    if count > rule.max {
      error(
        "invalidFrameImages", "frameImages", given: .integer(Int64(count)), allowed: .string("1 to \(rule.max)"),
        "frameImages holds \(count.counted("image")); \(name) takes at most \(rule.max).", by: .frameImages)
    }
    guard let positions = framePositions(), !rule.places.contains(.any) else { return }
    for (index, position) in positions.enumerated() { judgePlace(position, index, rule) }
  }

  private mutating func missingFrames(_ needed: Int) {
    let count = request.frameImages.count
    error(
      "missingFrameImages", "frameImages", given: .integer(Int64(count)), allowed: .string("at least \(needed)"),
      "frameImages holds \(count.counted("image")); \(name) needs \(needed).",
      hint: needed > 1 ? "Give --first-frame and --last-frame." : "Give --first-frame.")
  }

  private mutating func judgePlace(_ position: (frame: Int, total: Int?), _ index: Int, _ rule: FrameImageRule) {
    let place: FrameImageRule.Place =
      position.frame == 0 ? .first : position.total.map { position.frame == $0 - 1 } ?? false ? .last : .any
    guard !rule.places.contains(place) else { return }
    let frame = place == .any ? "frame \(position.frame)" : "the \(place.rawValue) frame"
    error(
      "invalidFrameImagePosition", "frameImages[\(index)].frame", given: .integer(Int64(position.frame)),
      allowed: .array(rule.places.map { .string($0.rawValue) }),
      "frameImages[\(index)].frame is \(frame); \(name) takes an image at the "
        + "\(rule.places.map(\.rawValue).joinedByOr) frame only.", by: .frameImages)
  }

  /// Each image's frame, by the rules of the timeline, and how many frames there are; `nil` where that is wrong
  /// (which is then noted) or can't be known yet.
  private mutating func framePositions() -> [(frame: Int, total: Int?)]? {
    let images = request.frameImages
    guard !images.isEmpty else { return nil }
    let named = images.compactMap(\.position)
    guard named.isEmpty || named.count == images.count else {
      error(
        "invalidFrameImagePosition", "frameImages", given: .integer(Int64(named.count)),
        allowed: "all or none",
        "frameImages: \(named.count) of \(images.count) images name a position; "
          + "either all do or none.")
      return nil
    }
    do {
      let timeline = try clipTimeline()
      let frames =
        try timeline.map { named.isEmpty ? try $0.positions(images: images.count) : try $0.resolve(named) }
        ?? placesWithoutTimeline(named, count: images.count)
      return frames.map { ($0, timeline?.totalFrames ?? Timeline.mostFrames) }
    } catch let failure as TimelineError {
      error(
        "invalidFrameImagePosition", "frameImages", given: failure.report.details["given"] ?? .null,
        allowed: failure.report.details["allowed"] ?? .null, "frameImages: \(failure.report.message)",
        hint: failure.report.hint)
    } catch {}
    return nil
  }

  /// The clip's frames; `nil` where its length or rate isn't known, or is an issue of its own.
  private func clipTimeline() throws -> Timeline? {
    guard let duration = request.duration ?? model.defaultDuration, duration > .zero,
      let fps = request.fps ?? rules.fps?.first, fps > 0
    else { return nil }
    return try Timeline(duration: duration, fps: Rational(fps))
  }

  /// First, last and numbers can be told apart without a clip's length: the last frame then stands far behind.
  private func placesWithoutTimeline(_ named: [FramePosition], count: Int) throws -> [Int] {
    let endless = try Timeline(totalFrames: Timeline.mostFrames)
    return named.isEmpty ? try endless.positions(images: count) : try endless.resolve(named)
  }
}

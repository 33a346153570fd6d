import MediaBasics

extension RequestCheck {
  mutating func judgeSize() {
    guard let size = request.size else { return }
    let given = JSONValue.string("\(size)")
    switch rules.sizes {
    case .list(let sizes):
      guard !sizes.contains(size) else { return }
      let nearest = model.nearestSize(to: size, for: task).map { "\($0) is the nearest." }
      error(
        "unsupportedDimensions", "size", given: given, allowed: .array(sizes.map { .string("\($0)") }),
        "size is \(size); \(name) takes \(sizes.map(\.description).joinedByOr).", hint: nearest,
        by: .sizes)
    case .followsInput:
      unsupported("size", given: given, "\(name) takes no size; its input decides.", hint: "Leave --size out.")
    case nil:
      if let shapes = rules.aspectRatios ?? (general?.width == nil ? rules.resolutions : nil) {
        let parameter = rules.aspectRatios == nil ? "resolution" : "ratio"
        error(
          "unsupportedDimensions", "size", given: given, allowed: .array(shapes.map { .string($0) }),
          "size is \(size); \(name) takes no size but a word: \(shapes.joinedByOr).",
          hint: "Leave --size out and give --set \(parameter)=\"…\".")
      } else {
        judgeSizeGenerally(size)
      }
    }
  }

  private mutating func judgeSizeGenerally(_ size: PixelSize) {
    guard let width = general?.width, let height = general?.height, let multiple = general?.sizeMultiple else {
      return
    }
    let (long, short) = (max(size.width, size.height), min(size.width, size.height))
    let usual = width.contains(long) && height.contains(short)
    guard !usual || size.width % multiple != 0 || size.height % multiple != 0 else { return }
    let allowed = "\(width.min) to \(width.max) by \(height.min) to \(height.max), both multiples of \(multiple)"
    warning(
      "unsupportedDimensions", "size", given: .string("\(size)"), allowed: .string(allowed),
      "size is \(size); the sizes of \(name) aren't known, and \(provider)'s general rule is \(allowed).")
  }

  mutating func judgeDuration() {
    guard let duration = request.duration else { return }
    let given = JSONValue.number(duration.doubleValue)
    guard duration > .zero else {
      error(
        "invalidDuration", "duration", given: given, allowed: "above 0",
        "duration is \(duration.decimalText) s; it must be above 0.")
      return
    }
    switch model.durationRule(at: request.size, for: task) {
    case .followsInput:
      unsupported(
        "duration", given: given, "\(name) takes no duration; its input decides.", hint: "Leave --duration out.")
    case let rule?:
      guard !rule.allows(duration) else { return }
      let special = rule != rules.durations
      let place = special ? (request.size ?? model.defaultSize).map { " at \($0)" } ?? "" : ""
      let range = if case .range = rule { true } else { false }
      error(
        "unsupportedDuration", "duration", given: given,
        allowed: range ? .string("\(rule)") : .array(rule.choices.map { .number($0.doubleValue) }),
        "duration is \(duration.decimalText) s; \(name) takes \(rule)\(place).",
        by: special ? .durationsAtSizes : .durations)
    case nil:
      guard let usual = general?.duration, !usual.contains(duration.doubleValue) else { return }
      let allowed = "\(Int(usual.min)) to \(Int(usual.max)) s"
      warning(
        "unsupportedDuration", "duration", given: given, allowed: .string(allowed),
        "duration is \(duration.decimalText) s; the durations of \(name) aren't known, and \(provider)'s "
          + "general rule is \(allowed).")
    }
  }

  mutating func judgeRate() {
    guard let fps = request.fps else { return }
    let given = JSONValue.integer(Int64(fps))
    if let rates = rules.fps {
      guard !rates.contains(fps) else { return }
      error(
        "unsupportedFps", "fps", given: given, allowed: .array(rates.map { .integer(Int64($0)) }),
        "fps is \(fps); \(name) makes \(rates.map(String.init).joinedByOr) frames a second.",
        hint: "Leave --fps out here; the finished clip can be brought to any rate.", by: .fps)
    } else if let usual = general?.fps {
      guard !usual.contains(fps) else { return }
      warning(
        "unsupportedFps", "fps", given: given, allowed: .string("\(usual.min) to \(usual.max)"),
        "fps is \(fps); the rates of \(name) aren't known, and \(provider)'s general rule is "
          + "\(usual.min) to \(usual.max).")
    } else {
      unsupported("fps", given: given, "\(provider) takes no frame rate.", hint: "Leave --fps out.")
    }
  }
}

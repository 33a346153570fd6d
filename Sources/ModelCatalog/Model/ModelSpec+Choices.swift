public import MediaBasics

extension ModelSpec {
  /// The rules for one kind of task: the model's own, with what is special about that kind.
  public func rules(for task: TaskKind) -> TaskRules {
    var rules = tasks?[task] ?? TaskRules()
    rules.sizes = rules.sizes ?? sizes
    rules.aspectRatios = rules.aspectRatios ?? aspectRatios
    rules.resolutions = rules.resolutions ?? resolutions
    rules.durations = rules.durations ?? durations
    rules.fps = rules.fps ?? fps
    rules.promptNeed = rules.promptNeed ?? prompt?.need
    return rules
  }

  /// The model's size whose aspect ratio is nearest, and among equal ones the nearest in pixels; `nil` where the
  /// sizes aren't known or not to be chosen.
  public func nearestSize(to size: PixelSize, for task: TaskKind = .imageToVideo) -> PixelSize? {
    let choices = rules(for: task).sizes?.choices ?? sizes?.choices ?? []
    func distances(_ choice: PixelSize) -> (Double, Int) {
      // Rounded, so that equal ratios compare as equal.
      ((choice.aspectDistance(to: size) * 1e9).rounded(), abs(choice.pixelCount - size.pixelCount))
    }
    return choices.min { distances($0) < distances($1) }
  }

  /// The rule for lengths at a size (`nil`: at the default one); `nil` where no lengths are known.
  public func durationRule(at size: PixelSize?, for task: TaskKind = .imageToVideo) -> DurationRule? {
    let size = size ?? defaultSize
    let special = durationsAtSizes?.first { rule in size.map(rule.sizes.contains) ?? false }
    return special?.durations ?? rules(for: task).durations
  }

  /// The lengths to choose from at a size (`nil`: at the default one), sorted, ranges expanded by their step; empty
  /// where none are known or none can be chosen.
  public func durations(at size: PixelSize?, for task: TaskKind = .imageToVideo) -> [Rational] {
    durationRule(at: size, for: task)?.choices ?? []
  }

  /// The size where none is asked for; `nil` where it isn't known.
  public var defaultSize: PixelSize? { defaults?.size ?? sizes?.choices?.first }

  /// The length in seconds where none is asked for; `nil` where it isn't known.
  public var defaultDuration: Rational? { defaults?.duration ?? durations?.choices.first }

  /// Frames a second where nothing is asked for; `nil` where it isn't known.
  public func defaultFPS(for task: TaskKind = .imageToVideo) -> Int? { rules(for: task).fps?.first }
}

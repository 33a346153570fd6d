import MediaBasics

extension ParameterList {
  /// What goes to one maker's models only, under `providerSettings`.
  static let makers: [ServiceParameter] = settings.flatMap { maker, parameters in
    parameters.map {
      ServiceParameter("providerSettings.\(maker).\($0.path)", $0.rule, default: $0.defaultValue)
    }
  }

  private static let settings: [(maker: String, parameters: [ServiceParameter])] = [
    ("google", google), ("bytedance", bytedance), ("minimax", [.init("promptOptimizer", .flag, default: false)]),
    ("klingai", klingai), ("pixverse", pixverse), ("vidu", vidu),
    ("runway", [.init("contentModeration.publicFigureThreshold", .choice(["auto", "low"]))]),
    ("lightricks", lightricks), ("alibaba", alibaba),
    ("lumaai", [.init("loop", .flag), .init("concepts", .any)]),
  ]

  private static let google: [ServiceParameter] = [
    .init("enhancePrompt", .flag, default: true),
    .init("generateAudio", .flag, default: false),
    .init("search", .any),
    .init("searchLatitude", .number(-90...90)),
    .init("searchLongitude", .number(-180...180)),
    .init("resizeMode", .choice(["crop", "pad"])),
    .init("safetyTolerance", .any),
  ]

  private static let bytedance: [ServiceParameter] = [
    .init("cameraFixed", .flag),
    .init("audio", .flag),
    .init("draft", .flag),
    .init("fastMode", .flag),
    .init("maxSequentialImages", .integer(1...15)),
    .init("optimizePromptMode", .any),
  ]

  private static let klingai: [ServiceParameter] =
    [
      .init("sound", .flag),
      .init("soundVolume", .number(0...2)),
      .init("originalAudioVolume", .number(0...2)),
      .init("soundEffectPrompt", .text(1...Int.max)),
      .init("bgmPrompt", .text(1...Int.max)),
      .init("asmrMode", .flag),
      .init("keepOriginalSound", .flag),
      .init("characterOrientation", .choice(["image", "video"])),
      .init("cameraControl.type", .text(1...Int.max)),
      .init("multiPrompt[].prompt", .text(1...Int.max)),
      .init("multiPrompt[].duration", .any),
    ]
    + ["horizontal", "vertical", "zoom", "roll", "tilt", "pan"].map {
      .init("cameraControl.config.\($0)", .any)
    }

  private static let pixverse: [ServiceParameter] = [
    .init("style", .text(1...Int.max)),
    .init("effect", .text(1...Int.max)),
    .init("cameraMovement", .text(1...Int.max)),
    .init("motionMode", .choice(["normal", "fast"])),
    .init("soundEffectSwitch", .flag),
    .init("soundEffectContent", .text(2...2048)),
    .init("audio", .flag),
    .init("multiClip", .flag),
    .init("thinking", .any),
  ]

  private static let vidu: [ServiceParameter] = [
    .init("movementAmplitude", .choice(["auto", "small", "medium", "large"])),
    .init("bgm", .flag),
    .init("style", .choice(["general", "anime"])),
    .init("template", .any),
    .init("audio", .flag),
  ]

  private static let lightricks: [ServiceParameter] = [
    .init("generateAudio", .flag),
    .init("startTime", .number(0...86_400)),
    .init("duration", .number(0...86_400)),
    .init("mode", .text(1...Int.max)),
  ]

  private static let alibaba: [ServiceParameter] = [
    .init("promptExtend", .flag),
    .init("promptEnhancer", .flag),
    .init("audio", .any),
    .init("shotType", .text(1...Int.max)),
  ]
}

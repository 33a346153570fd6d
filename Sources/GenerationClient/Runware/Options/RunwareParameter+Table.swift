extension RunwareParameter {
  /// The list: common parameters, groups, then what goes to one maker's models only.
  public static let all: [RunwareParameter] = common + acceleration + groups + makers

  /// Parameters of which at most one may be given.
  static let exclusions = [
    ["acceleratorOptions.cacheStartStep", "acceleratorOptions.cacheStartStepPercentage"],
    ["acceleratorOptions.cacheEndStep", "acceleratorOptions.cacheEndStepPercentage"],
    ["advancedFeatures.watermark.text", "advancedFeatures.watermark.image"],
    ["providerSettings.pixverse.effect", "providerSettings.pixverse.cameraMovement"],
    ["speech", "inputAudios"],
  ]

  private static let common: [RunwareParameter] = [
    .init(path: "steps", rule: .integer(10...50)),
    .init(path: "scheduler", rule: .text(1...Int.max)),
    .init(path: "resolution", rule: .text(1...Int.max)),
    .init(path: "deliveryMethod", rule: .choice(["async", "sync"])),
    .init(path: "outputType", rule: .choice(["URL"])),
    .init(path: "includeCost", rule: .flag),
    .init(path: "ttl", rule: .integer(60...Int64.max)),
    .init(path: "webhookURL", rule: .address),
    .init(path: "uploadEndpoint", rule: .address),
    .init(path: "acceleration", rule: .choice(["none", "low", "medium", "high"])),
  ]

  private static let acceleration: [RunwareParameter] = [
    .init(path: "acceleratorOptions.teaCache", rule: .flag),
    .init(path: "acceleratorOptions.teaCacheDistance", rule: .number(0...1)),
    .init(path: "acceleratorOptions.fbCache", rule: .flag),
    .init(path: "acceleratorOptions.fbCacheThreshold", rule: .number(0...1)),
    .init(path: "acceleratorOptions.cacheStartStep", rule: .integer(0...Int64.max)),
    .init(path: "acceleratorOptions.cacheStartStepPercentage", rule: .number(0...99)),
    .init(path: "acceleratorOptions.cacheEndStep", rule: .integer(0...Int64.max)),
    .init(path: "acceleratorOptions.cacheEndStepPercentage", rule: .number(0...100)),
    .init(path: "acceleratorOptions.cacheMaxConsecutiveSteps", rule: .integer(1...5)),
  ]

  private static let groups: [RunwareParameter] = [
    .init(path: "safety.checkContent", rule: .flag),
    .init(path: "safety.mode", rule: .choice(["none", "fast", "full"])),
    .init(path: "speech.voice", rule: .text(1...Int.max)),
    .init(path: "speech.text", rule: .text(1...200)),
    .init(path: "lora[].model", rule: .text(1...Int.max)),
    .init(path: "lora[].weight", rule: .number(-4...4)),
    .init(path: "lora[].transformer", rule: .choice(["high", "low", "both"])),
    .init(path: "advancedFeatures.watermark.text", rule: .text(2...32)),
    .init(path: "advancedFeatures.watermark.opacity", rule: .number(0.1...1)),
    .init(path: "advancedFeatures.watermark.tiled", rule: .flag),
  ]

  private static let makers: [RunwareParameter] = [
    .init(path: "providerSettings.google.enhancePrompt", rule: .flag),
    .init(path: "providerSettings.google.generateAudio", rule: .flag),
    .init(path: "providerSettings.bytedance.cameraFixed", rule: .flag),
    .init(path: "providerSettings.minimax.promptOptimizer", rule: .flag),
    .init(path: "providerSettings.klingai.sound", rule: .flag),
    .init(path: "providerSettings.klingai.soundVolume", rule: .number(0...2)),
    .init(path: "providerSettings.klingai.originalAudioVolume", rule: .number(0...2)),
    .init(path: "providerSettings.klingai.keepOriginalSound", rule: .flag),
    .init(path: "providerSettings.klingai.characterOrientation", rule: .choice(["image", "video"])),
    .init(path: "providerSettings.pixverse.motionMode", rule: .choice(["normal", "fast"])),
    .init(path: "providerSettings.pixverse.soundEffectSwitch", rule: .flag),
    .init(path: "providerSettings.pixverse.soundEffectContent", rule: .text(2...2048)),
    .init(path: "providerSettings.vidu.movementAmplitude", rule: .choice(["auto", "small", "medium", "large"])),
    .init(path: "providerSettings.vidu.bgm", rule: .flag),
    .init(path: "providerSettings.vidu.style", rule: .choice(["general", "anime"])),
    .init(
      path: "providerSettings.runway.contentModeration.publicFigureThreshold", rule: .choice(["auto", "low"])),
    .init(path: "providerSettings.lightricks.generateAudio", rule: .flag),
    .init(path: "providerSettings.alibaba.promptExtend", rule: .flag),
    .init(path: "providerSettings.alibaba.audio", rule: .flag),
    .init(path: "providerSettings.lumaai.loop", rule: .flag),
  ]
}

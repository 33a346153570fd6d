import MediaBasics

extension ParameterList {
  /// Those of Runware's videoInference (API reference of October 2025): common ones, groups, then what goes to one
  /// maker's models only.
  public static let runware = ParameterList(
    service: "Runware", parameters: common + acceleration + groups + makers, exclusions: exclusions)

  private static let exclusions = [
    ["acceleratorOptions.cacheStartStep", "acceleratorOptions.cacheStartStepPercentage"],
    ["acceleratorOptions.cacheEndStep", "acceleratorOptions.cacheEndStepPercentage"],
    ["advancedFeatures.watermark.text", "advancedFeatures.watermark.image"],
    ["providerSettings.pixverse.effect", "providerSettings.pixverse.cameraMovement"],
    ["speech", "inputAudios"],
  ]

  private static let common: [ServiceParameter] = [
    .init("steps", .integer(10...50)),
    .init("scheduler", .text(1...Int.max)),
    .init("resolution", .text(1...Int.max)),
    .init("deliveryMethod", .choice(["async", "sync"]), default: "async"),
    .init("outputType", .choice(["URL"]), default: "URL"),
    .init("includeCost", .flag, default: false),
    .init("ttl", .integer(60...Int64.max)),
    .init("webhookURL", .address),
    .init("uploadEndpoint", .address),
    .init("acceleration", .choice(["none", "low", "medium", "high"]), default: "none"),
  ]

  private static let acceleration: [ServiceParameter] = [
    .init("acceleratorOptions.teaCache", .flag),
    .init("acceleratorOptions.teaCacheDistance", .number(0...1), default: 0.5),
    .init("acceleratorOptions.fbCache", .flag),
    .init("acceleratorOptions.fbCacheThreshold", .number(0...1), default: 0.25),
    .init("acceleratorOptions.cacheStartStep", .integer(0...Int64.max)),
    .init("acceleratorOptions.cacheStartStepPercentage", .number(0...99)),
    .init("acceleratorOptions.cacheEndStep", .integer(0...Int64.max)),
    .init("acceleratorOptions.cacheEndStepPercentage", .number(0...100)),
    .init("acceleratorOptions.cacheMaxConsecutiveSteps", .integer(1...5), default: 3),
  ]

  private static let groups: [ServiceParameter] = [
    .init("safety.checkContent", .flag, default: false),
    .init("safety.mode", .choice(["none", "fast", "full"]), default: "none"),
    .init("safety.tolerance", .any),
    .init("safety.checkInputs", .any),
    .init("speech.voice", .text(1...Int.max), default: "auto"),
    .init("speech.text", .text(1...200)),
    .init("lora[].model", .text(1...Int.max)),
    .init("lora[].weight", .number(-4...4), default: 1),
    .init("lora[].transformer", .choice(["high", "low", "both"])),
    .init("advancedFeatures.watermark.text", .text(2...32)),
    .init("advancedFeatures.watermark.image", .text(1...Int.max)),
    .init("advancedFeatures.watermark.displayPosition", .text(1...Int.max)),
    .init("advancedFeatures.watermark.tiled", .flag),
    .init("advancedFeatures.watermark.opacity", .number(0.1...1)),
    .init("advancedFeatures.watermark.fontColor", .text(1...Int.max)),
    .init("advancedFeatures.watermark.bgColor", .text(1...Int.max)),
    .init("advancedFeatures.fps", .any),
    .init("advancedFeatures.videoCFGScale", .any),
    .init("advancedFeatures.audioCFGScale", .any),
    .init("advancedFeatures.slgLayer", .any),
  ]
}

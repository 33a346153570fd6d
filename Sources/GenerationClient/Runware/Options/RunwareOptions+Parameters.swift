import Foundation
public import MediaBasics

extension RunwareOptions {
  /// The options in Runware's words, as a request takes them in its `extra`.
  public var parameters: [String: JSONValue] {
    var all: [String: JSONValue] = [:]
    all["steps"] = steps.map { .integer(Int64($0)) }
    all["CFGScale"] = guidance.map { .number($0) }
    all["scheduler"] = scheduler.map { .string($0) }
    all["resolution"] = resolution.map { .string($0) }
    all["ttl"] = timeToLive.map { .integer(Int64($0)) }
    all["webhookURL"] = webhook.map { .string($0.absoluteString) }
    all["uploadEndpoint"] = uploadEndpoint.map { .string($0.absoluteString) }
    all["safety"] = safety.map { ["mode": .string($0.rawValue)] }
    all["acceleration"] = acceleration.map { .string($0.rawValue) }
    if !acceleratorOptions.isEmpty { all["acceleratorOptions"] = .object(acceleratorOptions) }
    if !loras.isEmpty { all["lora"] = .array(loras.map(\.json)) }
    if let speech { all["speech.text"] = .string(speech) }
    if let voice { all["speech.voice"] = .string(voice) }
    if !watermark.isEmpty { all["advancedFeatures.watermark"] = .object(watermark) }
    for (maker, settings) in makerSettings { all["providerSettings.\(maker)"] = .object(settings) }
    return all.merging(others) { $1 }
  }
}

extension RunwareOptions.LoRA {
  var json: JSONValue {
    var item: [String: JSONValue] = ["model": .string(model)]
    item["weight"] = weight.map { .number($0) }
    item["transformer"] = transformer.map { .string($0) }
    return .object(item)
  }
}

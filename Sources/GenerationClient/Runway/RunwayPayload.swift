import Foundation
import MediaBasics
import ModelCatalog

/// A request as Runway's interface takes it: a path and the JSON body that is posted there.
///
/// Which fields a model's endpoint has is the catalog's to know; an unknown model gets the most usual ones.
struct RunwayPayload {
  private let request: GenerationRequest
  private let task: TaskKind
  /// The fields that the model's endpoint is known to have; empty where that isn't known.
  private let fields: Set<String>
  private let aspectRatios: [String]

  init(_ request: GenerationRequest, spec: ModelSpec?) {
    self.request = request
    task = spec?.task(for: request) ?? TaskKind(of: request)
    let rules = spec?.rules(for: task)
    fields = Set((rules?.required ?? []) + (rules?.optional ?? []))
    aspectRatios = rules?.sizes == nil ? rules?.aspectRatios ?? [] : []
  }

  /// `{"path":"/v1/…","body":{…}}`.
  func make() throws -> JSONValue {
    try refuseWhatHasNoForm()
    var body = try common()
    switch task {
    case .characterPerformance: body.merge(try performance()) { $1 }
    case .videoToVideo, .videoUpscale, .backgroundRemoval, .videoToHDR: body.merge(try video()) { $1 }
    case .imageToVideo: body["promptImage"] = try promptImage()
    case .textToVideo, .referenceToVideo, .audioToVideo:
      if !request.frameImages.isEmpty { body["promptImage"] = try promptImage() }
    }
    return ["path": .string(path), "body": JSONValue.object(body).merging(request.extra)]
  }

  private var path: String {
    switch task {
    case .textToVideo, .referenceToVideo: "/v1/text_to_video"
    case .imageToVideo: "/v1/image_to_video"
    case .audioToVideo: request.frameImages.isEmpty ? "/v1/text_to_video" : "/v1/image_to_video"
    case .videoToVideo, .backgroundRemoval: "/v1/video_to_video"
    case .characterPerformance: "/v1/character_performance"
    case .videoUpscale: "/v1/video_upscale"
    case .videoToHDR: "/v1/video_to_hdr"
    }
  }

  private func refuseWhatHasNoForm() throws(GenerationError) {
    if request.results != 1 { throw .unsupported("Runway", "results", "it makes one clip a request") }
    if request.fps != nil, !has("targetFramerate") {
      throw .unsupported("Runway", "fps", "its models set the frame rate")
    }
    if request.outputQuality != nil { throw .unsupported("Runway", "outputQuality", "it sets the quality itself") }
  }

  private func common() throws -> [String: JSONValue] {
    var body: [String: JSONValue] = ["model": .string(request.model)]
    body["promptText"] = request.prompt.map { .string($0) }
    body["negativePrompt"] = request.negativePrompt.map { .string($0) }
    body["seed"] = request.seed.map { .whole($0) }
    if knows("duration") { body["duration"] = request.duration.map { .seconds($0) } }
    if knows("ratio") { body["ratio"] = request.size.map(ratio) }
    // One of a list of words, among them 23_98.
    if has("targetFramerate") { body["targetFramerate"] = request.fps.map { .string("\($0)") } }
    body["outputFormat"] = outputFormat.map { .string($0) }
    body["references"] = try references(request.referenceImages, "referenceImages", type: nil)
    body["referenceVideos"] = try references(guidingVideos, "referenceVideos", type: "video")
    body["referenceAudio"] = try references(request.audios, "audios", type: "audio")
    return body
  }

  /// Whether the endpoint has a field, or may have it.
  private func knows(_ field: String) -> Bool { fields.isEmpty || has(field) }

  private func has(_ field: String) -> Bool { fields.contains(field) }

  /// `W:H`; where the model takes named shapes only, the one nearest.
  private func ratio(_ size: PixelSize) -> JSONValue {
    let shapes = aspectRatios.compactMap { name in PixelSize(name).map { (name, $0.aspectDistance(to: size)) } }
    return .string(shapes.min { $0.1 < $1.1 }?.0 ?? "\(size.width):\(size.height)")
  }

  /// What is named only where it isn't the service's own choice, MP4; MOV stands for ProRes at the endpoints that make it.
  private var outputFormat: String? {
    switch request.outputFormat?.lowercased() {
    case nil, "mp4": nil
    case "mov" where knows("proresProfile"): "prores"
    case let other: other
    }
  }

  private func promptImage() throws -> JSONValue {
    let images = request.frameImages
    if images.count == 1, [nil, .first].contains(images[0].position) {
      return .string(try images[0].media.sentForm("frameImages[0]"))
    }
    return .array(
      try images.enumerated().map { index, image in
        var item: [String: JSONValue] = ["uri": .string(try image.media.sentForm("frameImages[\(index)]"))]
        // Two images without positions are the first and the last frame, as everywhere here.
        let position = image.position ?? (images.count == 2 ? [.first, .last][index] : nil)
        item["position"] = position.map { .string("\($0)") }
        return .object(item)
      })
  }

  /// The video that is worked on, under the name that the model's endpoint has for it.
  private func video() throws -> [String: JSONValue] {
    guard let source = request.seedVideo ?? request.referenceVideos.first else { return [:] }
    let field = has("promptVideo") ? "promptVideo" : "videoUri"
    return [field: .string(try source.sentForm("seedVideo"))]
  }

  /// Reference videos that aren't the one worked on.
  private var guidingVideos: [MediaReference] {
    let works = [.videoToVideo, .videoUpscale, .videoToHDR].contains(task) && request.seedVideo == nil
    return works ? Array(request.referenceVideos.dropFirst()) : request.referenceVideos
  }

  private func performance() throws -> [String: JSONValue] {
    guard let performance = request.performance else { return [:] }
    var body: [String: JSONValue] = [
      "reference": ["type": "video", "uri": .string(try performance.sentForm("performance"))]
    ]
    if let image = request.frameImages.first?.media ?? request.referenceImages.first {
      body["character"] = ["type": "image", "uri": .string(try image.sentForm("frameImages[0]"))]
    } else if let video = request.seedVideo {
      body["character"] = ["type": "video", "uri": .string(try video.sentForm("seedVideo"))]
    }
    return body
  }

  private func references(_ media: [MediaReference], _ name: String, type: String?) throws -> JSONValue? {
    let usedAsCharacter = task == .characterPerformance && type == nil
    if media.isEmpty || usedAsCharacter { return Optional<JSONValue>.none }
    return .array(
      try media.enumerated().map { index, reference in
        var item: [String: JSONValue] = ["uri": .string(try reference.sentForm("\(name)[\(index)]"))]
        item["type"] = type.map { .string($0) }
        return .object(item)
      })
  }
}

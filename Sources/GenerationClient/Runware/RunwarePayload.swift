import Foundation
import MediaBasics
import ModelCatalog

/// A `videoInference` task as Runware's interface takes it: one element of the array that a POST carries.
///
/// Names and shapes: Runware's API reference for videoInference, October 2025; where media go into `inputs`, the
/// schemas of its later SDK.
struct RunwarePayload {
  private let request: GenerationRequest
  /// Whether media go into `inputs`, where an image is called `image`.
  private let nests: Bool
  private let size: PixelSize?
  private let task: TaskKind?

  init(_ request: GenerationRequest, spec: ModelSpec?) {
    self.request = request
    nests = spec?.nestedInputs == true
    let followsImage = spec?.sizeFollowsFrameImage == true && !request.frameImages.isEmpty
    size = followsImage ? nil : request.size
    task = spec?.task(for: request)
  }

  func make(taskID: String) throws -> JSONValue {
    if request.performance != nil {
      throw GenerationError.unsupported(
        "Runware", "performance", "none of its video models takes an acted performance")
    }
    if let tool = try tool() {
      return try tool.payload(taskID: taskID, outputFormat: request.outputFormat, extra: request.extra)
    }
    var task = [
      "taskType": "videoInference", "taskUUID": .string(taskID), "deliveryMethod": "async", "includeCost": true,
      "outputType": "URL",
    ].merging(clip) { $1 }
    var media = try lists()
    // A video to work on has its place in `inputs` only, whatever else the model takes.
    var inputs = nests ? media : [:]
    if nests { media = [:] }
    inputs["video"] = try request.seedVideo.map { .string(try $0.sentForm("seedVideo")) }
    task.merge(media) { $1 }
    if !inputs.isEmpty { task["inputs"] = .object(inputs) }
    return JSONValue.object(task).merging(request.extra)
  }

  /// What is done to a video, where the model is made for that.
  private func tool() throws -> RunwareTool? {
    guard let video = request.seedVideo ?? request.referenceVideos.first else { return nil }
    switch task {
    case .videoUpscale: return .upscale(video, model: request.model, size.map { .size($0) }, fps: request.fps)
    case .backgroundRemoval: return .removeBackground(video, model: request.model)
    default: return nil
    }
  }

  /// What is asked of the clip.
  private var clip: [String: JSONValue] {
    var clip: [String: JSONValue] = ["model": .string(request.model)]
    clip["positivePrompt"] = request.prompt.map { .string($0) }
    clip["negativePrompt"] = request.negativePrompt.map { .string($0) }
    clip["duration"] = request.duration.map { .seconds($0) }
    clip["fps"] = request.fps.map { .integer(Int64($0)) }
    clip["width"] = size.map { .integer(Int64($0.width)) }
    clip["height"] = size.map { .integer(Int64($0.height)) }
    clip["seed"] = request.seed.map { .whole($0) }
    if request.results != 1 { clip["numberResults"] = .integer(Int64(request.results)) }
    clip["outputFormat"] = request.outputFormat.map { .string($0.uppercased()) }
    clip["outputQuality"] = request.outputQuality.map { .integer(Int64($0)) }
    return clip
  }

  private func lists() throws -> [String: JSONValue] {
    let frames = try request.frameImages.enumerated().map(frameImage)
    let lists = [
      "frameImages": frames,
      "referenceImages": try list(request.referenceImages, "referenceImages"),
      "referenceVideos": try list(request.referenceVideos, "referenceVideos"),
    ].filter { !$0.value.isEmpty }
    var media = lists.mapValues { JSONValue.array($0) }
    let audios = try list(request.audios, "audios")
    if nests, audios.count == 1 {
      media["audio"] = audios[0]
    } else if !audios.isEmpty {
      media[nests ? "audios" : "inputAudios"] = .array(audios)
    }
    return media
  }

  private func frameImage(_ index: Int, _ image: FrameImage) throws -> JSONValue {
    var item: [String: JSONValue] = [
      nests ? "image" : "inputImage": .string(try image.media.sentForm("frameImages[\(index)]"))
    ]
    switch image.position {
    case .first, .last: item["frame"] = image.position.map { .string("\($0)") }
    case .index(let frame): item["frame"] = .integer(Int64(frame))
    case nil: break
    }
    return .object(item)
  }

  private func list(_ media: [MediaReference], _ name: String) throws -> [JSONValue] {
    try media.enumerated().map { .string(try $1.sentForm("\(name)[\($0)]")) }
  }
}

extension MediaReference {
  /// What goes over the wire.
  ///
  /// - Throws: `client.payload` for a local file, which had to be uploaded before.
  func sentForm(_ parameter: String) throws(GenerationError) -> String {
    switch self {
    case .identifier(let name): return name
    case .file(let url): throw .notUploaded(parameter, url.relativePath)
    }
  }
}

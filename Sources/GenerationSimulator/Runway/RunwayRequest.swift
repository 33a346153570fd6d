import Foundation
import MediaBasics
import ModelCatalog

/// A generation request's body as read; what can't be read is collected, not thrown.
struct RunwayRequest {
  /// An input as the client wrote it, with where it stood.
  struct Input {
    let text: String
    let path: [JSONValue]
    let kind: MediaKind

    /// The place as messages name it.
    var field: String { path.map(\.plain).joined(separator: ".") }

    /// Its length as the catalog judges it; `nil` for an image, and for a video that only shows who acts.
    func measured(_ measures: MediaMeasures) -> MeasuredInput? {
      let part: MeasuredInput.Part? =
        switch path.first?.text {
        case "videoUri", "promptVideo", "reference": .video
        case "referenceVideos": .referenceVideo
        case "referenceAudio": .audio
        default: nil
        }
      guard let part, let seconds = measures.seconds else { return nil }
      return MeasuredInput(path: field, part: part, seconds: seconds.doubleValue, fps: measures.fps?.doubleValue)
    }
  }

  var request: GenerationRequest
  /// The clip's shape in the service's words: a size `W:H`, or a shape such as `16:9`.
  var ratio: String?
  var issues: [RunwayIssue] = []
  /// The images pinned to frames, in the order of `request.frameImages`.
  var frames: [Input] = []
  /// All other inputs.
  var inputs: [Input] = []

  private let body: JSONValue

  init(reading body: JSONValue) {
    self.body = body
    request = GenerationRequest(model: body["model"]?.text ?? "")
    request.prompt = string("promptText")
    request.negativePrompt = string("negativePrompt")
    // Some models take the word `auto`.
    if let duration = body["duration"], duration != "auto" {
      request.duration = duration.double.flatMap(Rational.init(approximating:))
      if request.duration == nil { issues.append(.wrongType("duration", "number")) }
    }
    if let seed = body["seed"] {
      request.seed = seed.int.flatMap(UInt64.init(exactly:))
      if request.seed == nil { issues.append(.wrongType("seed", "int")) }
    }
    // `16:9` and its like are shapes, not sizes.
    ratio = string("ratio")
    if let size = ratio.flatMap({ PixelSize($0) }), min(size.width, size.height) > 64 { request.size = size }
    readImages()
    readOthers()
    if case .object(let members) = body { request.extra = members.filter { !Self.typed.contains($0.key) } }
  }

  private mutating func readImages() {
    switch body["promptImage"] {
    case nil, .null?: break
    case .string(let text)?: addFrame(text, ["promptImage"], .first)
    case .array(let items)?:
      for (index, item) in items.enumerated() { readImage(item, ["promptImage", .integer(Int64(index))]) }
    default: issues.append(.wrongType("promptImage", "string or array"))
    }
  }

  private mutating func readImage(_ item: JSONValue, _ path: [JSONValue]) {
    guard let text = item["uri"]?.text else {
      issues.append(
        RunwayIssue(code: "invalid_type", path: path + ["uri"], message: "Invalid input: expected string"))
      return
    }
    switch item["position"]?.text {
    // Without a position an image is a reference.
    case nil: add(text, path + ["uri"], .image)
    case "first": addFrame(text, path + ["uri"], .first)
    case "last": addFrame(text, path + ["uri"], .last)
    default:
      issues.append(
        RunwayIssue(
          code: "invalid_value", path: path + ["position"], message: "Invalid option: expected one of first, last",
          extras: ["values": ["first", "last"]]))
    }
  }

  private mutating func readOthers() {
    for name in ["videoUri", "promptVideo"] {
      if let video = string(name) {
        inputs.append(Input(text: video, path: [.string(name)], kind: .video))
        request.seedVideo = .identifier(video)
      }
    }
    for (name, kind) in [("references", MediaKind.image), ("referenceVideos", .video), ("referenceAudio", .audio)] {
      for (index, item) in (body[name]?.elements ?? []).enumerated() {
        if let text = item["uri"]?.text { add(text, [.string(name), .integer(Int64(index)), "uri"], kind) }
      }
    }
    if let character = body["character"]?["uri"]?.text {
      let kind: MediaKind = body["character"]?["type"] == "video" ? .video : .image
      inputs.append(Input(text: character, path: ["character", "uri"], kind: kind))
    }
    if let actor = body["reference"]?["uri"]?.text {
      inputs.append(Input(text: actor, path: ["reference", "uri"], kind: .video))
      request.performance = .identifier(actor)
    }
  }

  private mutating func addFrame(_ text: String, _ path: [JSONValue], _ position: FramePosition) {
    frames.append(Input(text: text, path: path, kind: .image))
    request.frameImages.append(FrameImage(.identifier(text), at: position))
  }

  private mutating func add(_ text: String, _ path: [JSONValue], _ kind: MediaKind) {
    inputs.append(Input(text: text, path: path, kind: kind))
    switch kind {
    case .image: request.referenceImages.append(.identifier(text))
    case .video: request.referenceVideos.append(.identifier(text))
    case .audio: request.audios.append(.identifier(text))
    }
  }

  private mutating func string(_ name: String) -> String? {
    guard let value = body[name], value != .null else { return nil }
    if value.text == nil { issues.append(.wrongType(name, "string")) }
    return value.text
  }

  private static let typed: Set<String> = [
    "model", "promptText", "negativePrompt", "duration", "seed", "ratio", "promptImage", "videoUri", "promptVideo",
    "references", "referenceVideos", "referenceAudio", "character", "reference",
  ]
}

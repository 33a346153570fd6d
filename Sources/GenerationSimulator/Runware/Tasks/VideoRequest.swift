import Foundation
import MediaBasics
import ModelCatalog

/// A `videoInference` task as read: what is asked of the model, and how to answer.
struct VideoRequest {
  /// An input as the client wrote it, with the parameter it stood in.
  struct Input {
    let text: String
    let parameter: String
    let kind: MediaKind
  }

  var request: GenerationRequest
  /// A named resolution instead of a size.
  var resolution: String?
  var waits = false
  var includesCost = false
  /// The frame images' texts, in the order of `request.frameImages`.
  var frames: [Input] = []
  /// All other inputs.
  var inputs: [Input] = []
}

extension VideoRequest {
  /// Reads a task; what can't be read is noted in it.
  init(reading task: inout TaskObject) {
    request = GenerationRequest(model: task.string("model") ?? "")
    if request.model.isEmpty { task.note(.missing("model", type: "string")) }
    request.prompt = task.string("positivePrompt")
    request.negativePrompt = task.string("negativePrompt")
    readShape(&task)
    readInputs(&task)
    readAnswer(&task)
    if case .object(let members) = task.json { request.extra = members.filter { !Self.typed.contains($0.key) } }
  }

  private mutating func readShape(_ task: inout TaskObject) {
    // Newer models take the word `auto`: the clip is as long as the input or the model likes.
    if task.value("duration")?.text?.lowercased() != "auto", let seconds = task.number("duration") {
      request.duration = Rational(approximating: seconds)
      if seconds <= 0 { task.note(.outOfRange("duration", 1...10, type: "float")) }
    }
    request.fps = task.integer("fps", 1...240)
    let (width, height) = (task.integer("width"), task.integer("height"))
    switch (width, height) {
    case (let width?, let height?):
      request.size = PixelSize(width: width, height: height)
      if request.size == nil { task.note(.outOfRange("width", 256...1920, type: "integer")) }
    case (nil, nil): break
    case (nil, _): task.note(.missing("width", type: "integer"))
    case (_, nil): task.note(.missing("height", type: "integer"))
    }
    resolution = task.string("resolution")
    readSeed(&task)
    request.results = task.integer("numberResults", 1...4) ?? 1
    _ = task.integer("steps", 1...100)
    _ = task.number("CFGScale")
  }

  private mutating func readSeed(_ task: inout TaskObject) {
    switch task.value("seed") {
    case nil: break
    case .integer(let seed) where seed >= 1: request.seed = UInt64(seed)
    case .unsigned(let seed): request.seed = seed
    // The service's documents print a greatest seed that only fits a double.
    case .number(let seed) where seed >= 1 && seed < 1.9e19: request.seed = UInt64(exactly: seed) ?? .max
    default: task.note(.badSeed)
    }
  }

  private mutating func readAnswer(_ task: inout TaskObject) {
    request.outputFormat = task.word("outputFormat", of: ["MP4", "WEBM", "MOV"])
    request.outputQuality = task.integer("outputQuality", 20...99)
    _ = task.word("outputType", of: ["URL"])
    waits = task.word("deliveryMethod", of: ["sync", "async"])?.lowercased() == "sync"
    includesCost = task.bool("includeCost") ?? false
    _ = task.integer("ttl", 60...Int(Int32.max))
    _ = task.string("webhookURL")
    _ = task.string("uploadEndpoint")
    _ = task.object("safety")
  }

  /// The parameters that the request has members for, and those of the answer; all others go into `extra`.
  private static let typed: Set<String> = [
    "taskType", "taskUUID", "model", "positivePrompt", "negativePrompt", "duration", "fps", "width", "height", "seed",
    "numberResults", "frameImages", "referenceImages", "referenceVideos", "inputAudios", "seedVideo", "inputs",
    "outputFormat", "outputQuality", "outputType", "deliveryMethod", "includeCost", "ttl", "webhookURL",
    "uploadEndpoint", "safety",
  ]
}

public import MediaBasics
public import ModelCatalog

/// What Runware does to a video besides generating one; each is a task like any other.
public enum RunwareTool: Hashable, Sendable {
  /// How much larger a video becomes.
  public enum Enlargement: Hashable, Sendable {
    /// So many times as wide and high; the service takes 2 and 4.
    case factor(Int)
    /// To exactly this size.
    case size(PixelSize)
  }

  /// Makes a video larger, and may give it another frame rate.
  case upscale(MediaReference, model: String, Enlargement?, fps: Int? = nil)
  /// Takes the background away, or puts a colour in its place.
  case removeBackground(MediaReference, model: String, settings: [String: JSONValue] = [:])
  /// Describes a video in words.
  case caption(MediaReference, model: String, prompt: String? = nil)

  /// The task as an element of the array that is sent; `extra` is merged last, by dotted path.
  ///
  /// - Throws: `client.payload` where the video is a local file still.
  public func payload(
    taskID: String, outputFormat: String? = nil, extra: [String: JSONValue] = [:]
  ) throws -> JSONValue {
    var task: [String: JSONValue] = [
      "taskUUID": .string(taskID), "deliveryMethod": "async", "includeCost": true,
    ]
    task["outputFormat"] = outputFormat.map { .string($0.uppercased()) }
    switch self {
    case .upscale(let video, let model, let enlargement, let fps):
      task.merge(try Self.common("upscale", model, video)) { $1 }
      task["outputType"] = "URL"
      task["fps"] = fps.map { .integer(Int64($0)) }
      switch enlargement {
      case .factor(let factor): task["upscaleFactor"] = .integer(Int64(factor))
      case .size(let size):
        task["width"] = .integer(Int64(size.width))
        task["height"] = .integer(Int64(size.height))
      case nil: break
      }
    case .removeBackground(let video, let model, let settings):
      task.merge(try Self.common("removeBackground", model, video)) { $1 }
      task["outputType"] = "URL"
      if !settings.isEmpty { task["settings"] = .object(settings) }
    case .caption(let video, let model, let prompt):
      task.merge(try Self.common("caption", model, video)) { $1 }
      task["prompt"] = prompt.map { .string($0) }
    }
    return JSONValue.object(task).merging(extra)
  }

  private static func common(
    _ type: String, _ model: String, _ video: MediaReference
  ) throws -> [String: JSONValue] {
    [
      "taskType": .string(type), "model": .string(model),
      "inputs": ["video": .string(try video.sentForm("video"))],
    ]
  }
}

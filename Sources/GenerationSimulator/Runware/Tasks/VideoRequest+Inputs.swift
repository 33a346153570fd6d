import MediaBasics
import ModelCatalog

extension VideoRequest {
  /// Reads the media: lists at the task's top, or the `inputs` object of newer models.
  mutating func readInputs(_ task: inout TaskObject) {
    readFrames(task.array("frameImages"), key: "inputImage", path: "frameImages", &task)
    addReferences(task.strings("referenceImages"), "referenceImages", .image)
    addReferences(task.strings("referenceVideos"), "referenceVideos", .video)
    addReferences(task.strings("inputAudios"), "inputAudios", .audio)
    if let video = task.string("seedVideo") { addSeedVideo(video, "seedVideo") }
    guard let container = task.object("inputs") else { return }
    readFrames(container["frameImages"]?.elements ?? [], key: "image", path: "inputs.frameImages", &task)
    if let image = container["image"]?.text { addReferences([image], "inputs.image", .image) }
    addReferences(Self.texts(container["images"]), "inputs.images", .image)
    addReferences(Self.texts(container["referenceImages"]), "inputs.referenceImages", .image)
    if let video = container["video"]?.text { addSeedVideo(video, "inputs.video") }
    addReferences(Self.texts(container["referenceVideos"]), "inputs.referenceVideos", .video)
    if let audio = container["audio"]?.text { addReferences([audio], "inputs.audio", .audio) }
    addReferences(Self.texts(container["audios"]), "inputs.audios", .audio)
    addReferences(Self.texts(container["referenceAudios"]), "inputs.referenceAudios", .audio)
  }

  private mutating func readFrames(
    _ items: [JSONValue], key: String, path: String, _ task: inout TaskObject
  ) {
    for (index, item) in items.enumerated() {
      // An item may be the bare image, or an object with the other container's key.
      guard let text = item.text ?? item[key]?.text ?? item["inputImage"]?.text ?? item["image"]?.text else {
        task.note(.missing("\(path)[\(index)].\(key)", code: "missingInputImage", type: "string"))
        continue
      }
      var position: FramePosition?
      if let frame = item["frame"], frame != .null {
        position = frame.text.flatMap(FramePosition.init) ?? frame.int.flatMap { FramePosition("\($0)") }
        if position == nil {
          task.note(.badFrame("\(path)[\(index)].frame"))
        }
      }
      frames.append(Input(text: text, parameter: "\(path)[\(index)].\(key)", kind: .image))
      request.frameImages.append(FrameImage(.identifier(text), at: position))
    }
  }

  private mutating func addReferences(_ texts: [String], _ parameter: String, _ kind: MediaKind) {
    for (index, text) in texts.enumerated() {
      inputs.append(Input(text: text, parameter: "\(parameter)[\(index)]", kind: kind))
      switch kind {
      case .image: request.referenceImages.append(.identifier(text))
      case .video: request.referenceVideos.append(.identifier(text))
      case .audio: request.audios.append(.identifier(text))
      }
    }
  }

  private mutating func addSeedVideo(_ text: String, _ parameter: String) {
    inputs.append(Input(text: text, parameter: parameter, kind: .video))
    request.seedVideo = .identifier(text)
  }

  /// The texts of a list whose items are bare or objects (`image`, `images`, `video`, `audio`).
  private static func texts(_ list: JSONValue?) -> [String] {
    (list?.elements ?? []).flatMap { item -> [String] in
      if let text = item.text ?? item["image"]?.text ?? item["video"]?.text ?? item["audio"]?.text { return [text] }
      return (item["images"]?.elements ?? []).compactMap(\.text)
    }
  }
}

import MediaBasics

extension ModelSpec: Decodable {
  /// Reads a specification, on its own or out of a model file, whose head then names provider, maker and documents.
  public init(from decoder: any Decoder) throws {
    let context = decoder.modelFile
    let head = context?.head
    let fields = try FieldReader<CodingKeys>(decoder, context)
    id = try fields.required(.id, else: "")
    name = try fields.optional(.name) ?? id
    provider = try fields.optional(.provider) ?? head?.provider ?? fields.required(.provider, else: .runware)
    maker = try fields.optional(.maker) ?? head?.maker ?? provider.rawValue
    status = try fields.optional(.status) ?? .current
    successor = try fields.optional(.successor)
    tasks = try fields.optional(.tasks)
    needsInput = try fields.optional(.needsInput)
    nestedInputs = try fields.optional(.nestedInputs)
    sizes = try fields.optional(.sizes)
    sizeFollowsFrameImage = try fields.optional(.sizeFollowsFrameImage)
    aspectRatios = try fields.optional(.aspectRatios)
    resolutions = try fields.optional(.resolutions)
    durations = try fields.optional(.durations)
    durationsAtSizes = try fields.optional(.durationsAtSizes)
    fps = try fields.optional(.fps)
    frameImages = try fields.optional(.frameImages)
    referenceImages = try fields.optional(.referenceImages)
    referenceVideos = try fields.optional(.referenceVideos)
    audios = try fields.optional(.audios)
    prompt = try fields.optional(.prompt)
    negativePrompt = try fields.optional(.negativePrompt)
    seed = try fields.optional(.seed)
    cfgScale = try fields.optional(.cfgScale)
    image = try fields.optional(.image)
    inputLengths = try fields.optional(.inputLengths)
    price = try fields.optional(.price)
    defaults = try fields.optional(.defaults)
    parameters = try fields.optional(.parameters)
    warnings = try fields.optional(.warnings) ?? []
    notes = try fields.optional(.notes) ?? []
    examples = try fields.optional(.examples) ?? []
    sources =
      if let head {
        try fields.attributions(.sources, head.sources)
      } else {
        try fields.optional(.sources) ?? []
      }
  }
}

extension FieldReader<ModelSpec.CodingKeys> {
  /// Reads `{"key of a document": ["sizes", …]}` against the head's table of documents.
  fileprivate func attributions(_ key: Key, _ documents: [String: FactSource]) throws -> [Attribution] {
    let table: [String: [String]] = try optional(key) ?? [:]
    let members = Set(ModelSpec.CodingKeys.allCases.map(\.rawValue))
    return try table.sorted { $0.key < $1.key }.compactMap { document, facts in
      guard let source = documents[document] else {
        let known = documents.keys.sorted().joined(separator: ", ")
        return try refuse(
          key, document, "no document is called '\(document)'; the file's \"sources\" name: \(known)")
      }
      if let fact = facts.first(where: { !members.contains($0) }) {
        return try refuse(key, document, "'\(fact)' is no member of a model; write such as sizes, durations, seed")
      }
      return Attribution(source: source, facts: facts)
    }
  }
}

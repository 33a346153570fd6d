import Foundation

/// One file of the catalog: a provider's general rules, or models of one maker.
struct ModelFile {
  /// The version of the form described here; files of another one are refused.
  static let schema = 1

  let provider: ProviderID
  let general: GeneralRules?
  let models: [ModelSpec]

  /// Reads a file; throws at the first thing that is wrong.
  static func read(_ data: Data) throws -> ModelFile {
    let context = ModelFileContext()
    let file = try read(data, noting: context)
    if let error = context.errors.first { throw error }
    return file
  }

  /// Reads what can be read and notes what can't; throws where not even the form is right.
  static func read(_ data: Data, noting context: ModelFileContext) throws -> ModelFile {
    let decoder = JSONDecoder()
    if let key = ModelFileContext.key { decoder.userInfo[key] = context }
    return try decoder.decode(ModelFile.self, from: data)
  }
}

extension ModelFile: Decodable {
  enum CodingKeys: String, CodingKey, CaseIterable { case schema, provider, maker, sources, general, models }

  init(from decoder: any Decoder) throws {
    let context = decoder.modelFile
    let fields = try FieldReader<CodingKeys>(decoder, context)
    let schema = try fields.required(.schema, else: Self.schema)
    guard schema == Self.schema else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath + [CodingKeys.schema],
          debugDescription: "schema \(schema) isn't known; this version reads schema \(Self.schema)"))
    }
    provider = try fields.required(.provider, else: .runware)
    context?.begin(
      ModelFileHead(
        provider: provider, maker: try fields.optional(.maker), sources: try fields.optional(.sources) ?? [:]))
    general = try fields.optional(.general)
    models = try fields.optional(.models) ?? []
  }
}

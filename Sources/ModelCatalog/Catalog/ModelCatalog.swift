public import Foundation

/// The models that are known, each with its limits; those of the user's own files go before the built-in ones.
public struct ModelCatalog: Sendable {
  /// The models that come with rwmedia.
  public static let builtIn = ModelCatalog(
    embedded: EmbeddedFiles.all.filter { $0.name.hasPrefix("models/") })

  /// All models, sorted by provider and id.
  public var models: [ModelSpec] {
    specs.values.sorted { ($0.provider.rawValue, $0.id) < ($1.provider.rawValue, $1.id) }
  }

  private var specs: [String: ModelSpec] = [:]
  private var rules: [ProviderID: GeneralRules] = [:]

  private init(embedded files: [(name: String, data: Data)]) {
    for file in files {
      // That each can be read is tested; a file that couldn't would only be missing from the catalog.
      if let file = try? ModelFile.read(file.data) { add(file) }
    }
  }

  /// The built-in models, and over them the models of further files: a model of the same id is replaced whole.
  ///
  /// - Parameter overlay: names, for messages, and contents.
  /// - Throws: `catalog.model-file` where a file can't be used.
  public init(overlay: [(name: String, data: Data)]) throws(CatalogError) {
    self = .builtIn
    for (name, data) in overlay {
      let problems = Self.problems(in: data, named: name)
      guard problems.isEmpty, let file = try? ModelFile.read(data) else { throw .modelFile(problems) }
      guard file.general == nil else {
        throw .modelFile([
          FileProblem(
            file: name, line: nil, path: "general",
            message: "what a provider says of all its models is built in; leave it out, or write it in each model")
        ])
      }
      add(file)
    }
  }

  /// All that is wrong in a model file, sorted by line; empty where it can be used.
  public static func problems(in data: Data, named name: String) -> [FileProblem] {
    ModelFileChecker.problems(in: data, named: name, among: .builtIn)
  }

  /// The model with this id; capitals don't matter.
  ///
  /// - Throws: `catalog.unknown-model`, with the nearest ids in its hint.
  public func model(_ id: String) throws(CatalogError) -> ModelSpec {
    if let spec = specs[id] ?? specs.values.first(where: { $0.id.lowercased() == id.lowercased() }) { return spec }
    throw .unknownModel(id, nearest: nearest(to: id))
  }

  /// What a provider says of all its models.
  public func generalRules(of provider: ProviderID) -> GeneralRules? { rules[provider] }

  private func nearest(to id: String) -> [String] {
    let id = id.lowercased()
    let ranked = specs.values
      .map { spec in
        (
          id: spec.id,
          distance: min(spec.id.lowercased().editDistance(to: id), spec.name.lowercased().editDistance(to: id))
        )
      }
      .sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }
    return ranked.prefix(3).filter { $0.distance <= max(2, id.count / 3) }.map(\.id)
  }

  private mutating func add(_ file: ModelFile) {
    if let general = file.general { rules[file.provider] = general }
    for model in file.models { specs[model.id] = model }
  }
}

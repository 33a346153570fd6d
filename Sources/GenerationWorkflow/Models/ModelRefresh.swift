public import Foundation
public import GenerationClient
import MediaBasics
public import ModelCatalog

/// Asks a provider which models it has, and writes those that nobody knew into the user's model folder.
public struct ModelRefresh: Sendable {
  /// What was found: the command's JSON document.
  public struct Report: Sendable, Codable {
    /// Whom was asked.
    public var provider: ProviderID
    /// How many models the service listed.
    public var listed: Int
    /// Those that no specification was there for.
    public var new: [ListedModel]
    /// Those that the catalog calls current and the service didn't list.
    public var unlisted: [String]
    /// The file with the new ones; `nil` where there are none.
    public var file: String?
  }

  /// Where user's model files are.
  private let folder: URL
  /// What is known apart from earlier refreshes.
  private let catalog: ModelCatalog

  /// A refresh that writes into `folder`.
  public init(folder: URL, catalog: ModelCatalog) {
    (self.folder, self.catalog) = (folder, catalog)
  }

  /// The file that a refresh writes for a provider.
  public static func fileName(_ provider: ProviderID) -> String { "refreshed-\(provider.rawValue).json" }

  /// Asks, and writes or removes the provider's file.
  ///
  /// A new model's limits aren't known: its file names it and no more, so that general rules hold.
  public func run(_ id: ProviderID, by provider: any GenerationProvider, on day: String) async throws -> Report {
    let known = catalog.models.filter { $0.provider == id }
    let listed = try await provider.listModels(like: known)
    let ids = Set(known.map(\.id))
    let new = listed.filter { !ids.contains($0.id) }
    let told = Set(listed.map(\.id))
    let file = folder.appendingPathComponent(Self.fileName(id))
    if new.isEmpty {
      try? FileManager.default.removeItem(at: file)
    } else {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let text = try Self.contents(new, id, on: day).data(pretty: true)
      try OutputFile.write(file, overwrite: true) { try text.write(to: $0) }
    }
    return Report(
      provider: id, listed: listed.count, new: new,
      unlisted: known.filter { $0.status == .current && !told.contains($0.id) }.map(\.id),
      file: new.isEmpty ? nil : file.path)
  }

  private static func contents(_ models: [ListedModel], _ id: ProviderID, on day: String) -> JSONValue {
    [
      "schema": 1, "provider": .string(id.rawValue),
      "sources": [
        "service": ["document": .string("\(id.displayName)'s own list, \(day)"), "confidence": "observed"]
      ],
      "models": .array(
        models.map { model in
          var entry: [String: JSONValue] = [
            "id": .string(model.id), "name": .string(model.name), "sources": ["service": ["name"]],
          ]
          entry["maker"] = model.maker.map { .string($0) }
          return .object(entry)
        }),
    ]
  }
}

import MediaBasics
import ModelCatalog

/// Finds models of the catalog: `modelSearch`.
struct ModelSearch: Sendable {
  let catalog: ModelCatalog

  /// Answers with the models whose id, name or maker holds the searched text.
  func answer(_ task: inout TaskObject) throws -> JSONValue {
    let text = (task.string("search") ?? "").lowercased()
    let limit = task.integer("limit", 1...100) ?? 20
    let offset = task.integer("offset", 0...Int(Int32.max)) ?? 0
    guard task.failures.isEmpty else { throw RunwareFailures(task.failures) }
    let found = catalog.models.filter { model in
      model.provider == .runware
        && (text.isEmpty || [model.id, model.name, model.maker].contains { $0.lowercased().contains(text) })
    }
    return [
      "taskType": "modelSearch", "taskUUID": .string(task.id), "totalResults": .integer(Int64(found.count)),
      "results": .array(found.dropFirst(offset).prefix(limit).map(Self.describe)),
    ]
  }

  private static func describe(_ model: ModelSpec) -> JSONValue {
    [
      "air": .string(model.id), "name": .string(model.name),
      "version": .string(model.id.split(separator: "@").last.map(String.init) ?? ""),
      "category": "checkpoint", "type": "base", "architecture": .string(model.maker),
      "tags": .array((model.tasks ?? [:]).keys.map(\.rawValue).sorted().map(JSONValue.string)), "private": false,
      "comment": .string(model.notes.first ?? ""),
    ]
  }
}

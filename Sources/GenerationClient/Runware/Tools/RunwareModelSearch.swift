public import MediaBasics

/// One model as Runware's own search lists it.
public struct RunwareModelListing: Hashable, Sendable {
  /// What requests name it by.
  public var air: String
  /// Its name.
  public var name: String
  /// Its version, where told.
  public var version: String?
  /// `checkpoint`, `lora`, ….
  public var category: String?
  /// The kind of architecture.
  public var architecture: String?
  /// Words that describe it.
  public var tags: [String]
  /// All that was said.
  public var item: JSONValue
}

/// One page of a search.
public struct RunwareModelPage: Hashable, Sendable {
  /// The models, in the service's order.
  public var models: [RunwareModelListing]
  /// How many the whole search found.
  public var total: Int
}

extension RunwareProvider {
  /// Searches the models that the service knows, the user's own ones among them.
  ///
  /// - Parameters:
  ///   - limit: 1…100 models a page.
  ///   - offset: how many to pass over.
  ///   - filters: further parameters in Runware's words (`category`, `architecture`, `visibility`, …).
  public func searchModels(
    _ text: String? = nil, limit: Int = 20, offset: Int = 0, filters: [String: JSONValue] = [:]
  ) async throws -> RunwareModelPage {
    guard (1...100).contains(limit) else {
      throw GenerationError.setting("limit", given: "\(limit)", allowed: "1…100")
    }
    guard offset >= 0 else { throw GenerationError.setting("offset", given: "\(offset)", allowed: "0 or more") }
    var task = filters
    task["taskType"] = "modelSearch"
    task["search"] = text.map { .string($0) }
    task["limit"] = .integer(Int64(limit))
    task["offset"] = .integer(Int64(offset))
    let item = try await single(task)
    let models = (item.json["results"]?.elements ?? []).compactMap(RunwareModelListing.init)
    return RunwareModelPage(models: models, total: item.json["totalResults"]?.int ?? models.count)
  }
}

extension RunwareModelListing {
  init?(_ item: JSONValue) {
    guard let air = item["air"]?.text else { return nil }
    self.init(
      air: air, name: item["name"]?.text ?? air, version: item["version"]?.plainText,
      category: item["category"]?.text, architecture: item["architecture"]?.text,
      tags: (item["tags"]?.elements ?? []).compactMap(\.text), item: item)
  }
}

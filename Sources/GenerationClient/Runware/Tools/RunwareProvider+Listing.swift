import MediaBasics
public import ModelCatalog

extension RunwareProvider {
  /// The most pages that are read of one maker's models: a search finds people's own models, too.
  private static let mostPages = 5

  /// The video models of the known makers, found by the service's own search.
  ///
  /// Its answers say in different places what a model makes: whatever mentions video counts.
  public func listModels(like known: [ModelSpec]) async throws -> [ListedModel] {
    let makers = Set(known.compactMap { $0.id.split(separator: ":").first.map(String.init) })
    let ids = Set(known.map(\.id))
    var found: [ListedModel] = []
    for maker in makers.sorted() {
      for listing in try await models(of: maker) where ids.contains(listing.air) || listing.mentionsVideo {
        found.append(ListedModel(id: listing.air, name: listing.name, maker: maker))
      }
    }
    return found
  }

  private func models(of maker: String) async throws -> [RunwareModelListing] {
    var all: [RunwareModelListing] = []
    for _ in 0..<Self.mostPages {
      let page = try await searchModels(maker, limit: 100, offset: all.count)
      all += page.models
      if page.models.isEmpty || all.count >= page.total { break }
    }
    return all.filter { $0.air.hasPrefix("\(maker):") }
  }

  /// What is left to spend.
  public func balance() async throws -> AccountBalance {
    let account = try await account()
    return AccountBalance(organization: account.organization, balance: account.balance)
  }
}

extension RunwareModelListing {
  fileprivate var mentionsVideo: Bool {
    let fields = ["name", "category", "type", "architecture", "tags", "capabilities", "comment"]
    return fields.compactMap { item[$0] }.flatMap { $0.elements ?? [$0] }.compactMap(\.text)
      .contains { $0.lowercased().contains("video") }
  }
}

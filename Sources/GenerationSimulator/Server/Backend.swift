import Foundation
import MediaBasics
import ModelCatalog

/// What stands behind all front ends: media, tasks, models, what was received, and what is to go wrong.
struct Backend: Sendable {
  let settings: SimulatorSettings
  let media: MediaStore
  let tasks: TaskStore
  let journal: Journal
  let faults: FaultInjector
  let webhooks: WebhookCaller

  /// Finds the asset that a text stands for, storing content that is given whole; `kind` nil takes any.
  func asset(_ text: String, as kind: MediaKind?, at address: ServerAddress) async throws -> MediaAsset {
    switch try InlineMedia(text) {
    case .asset(let id):
      return try await known(id, as: kind)
    case .address(let url):
      guard let id = address.assetID(in: url) else { throw MediaRefusal.foreignAddress(text) }
      return try await known(id, as: kind)
    case .content(let data):
      return try await media.store(data, as: kind)
    }
  }

  private func known(_ id: String, as kind: MediaKind?) async throws -> MediaAsset {
    guard let asset = await media.asset(id) else { throw MediaRefusal.unknownAsset(id) }
    if let kind, asset.format.kind != kind { throw MediaRefusal.wrongKind(asset.format.kind, wanted: kind) }
    return asset
  }
}

import Foundation
import MediaBasics
import ModelCatalog

/// One element of an answer's `data`.
struct RunwareItem: Sendable, Hashable {
  let json: JSONValue

  var taskID: String? { json["taskUUID"]?.text }
  var status: String? { json["status"]?.text?.lowercased() }

  /// The asset's id, whichever kind of asset it is; one that is empty or `1` isn't there yet.
  var assetID: String? {
    ["videoUUID", "mediaUUID", "imageUUID", "audioUUID"].lazy.compactMap { json[$0]?.text }
      .first { !["", "1"].contains($0) }
  }

  /// Where the asset can be fetched.
  var address: String? {
    ["videoURL", "mediaURL", "imageURL", "audioURL"].lazy.compactMap { json[$0]?.text }.first { !$0.isEmpty }
  }

  /// The failure that the item itself tells, if it does.
  var fault: RunwareFault? {
    let failed = ["error", "failed"].contains(status)
    let marked = json["error"].map { $0 != .null && $0 != .bool(false) } ?? false
    guard failed || marked || (json["code"] != nil && address == nil) else { return nil }
    return RunwareFault(json, endsTask: failed)
  }

  /// The finished result, where it is one: a file, or words.
  var result: TaskResult? {
    let holdsWords = status == "success" && (json["text"] != nil || json["structuredData"] != nil)
    guard status == nil || status == "success", let address = address ?? (holdsWords ? "" : nil) else { return nil }
    return TaskResult(
      id: assetID ?? address, url: address, seed: json["seed"]?.wholeNumber, cost: Cost(dollars: json["cost"]),
      item: json)
  }
}

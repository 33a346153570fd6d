import Foundation
public import MediaBasics
public import ModelCatalog

/// What Runware says of the account that a key belongs to.
public struct RunwareAccount: Hashable, Sendable {
  /// The organisation's name, where told.
  public var organization: String?
  /// What is left to spend; `nil` where the service doesn't tell.
  public var balance: Cost?
  /// All that was said, with the keys left out.
  public var details: JSONValue
}

extension RunwareProvider {
  /// Asks for the account's details.
  public func account() async throws -> RunwareAccount {
    let item = try await single(["taskType": "accountManagement", "operation": "getDetails"])
    var details = item.json
    for secret in ["apiKeys", "team"] { details = details.setting([Substring(secret)][...], to: .null) }
    let balance = item.json["balance"]
    // A number in the older documents, an object in the newer ones.
    let amount = balance?["amount"] ?? balance?["value"] ?? balance?["balance"] ?? balance
    return RunwareAccount(
      organization: item.json["organizationName"]?.text, balance: Cost(dollars: amount), details: details)
  }

  /// Removes a file from the media storage.
  public func deleteMedia(_ reference: String) async throws {
    _ = try await single([
      "taskType": "mediaStorage", "operation": "delete", "mediaUUID": .string(reference),
    ])
  }

  /// Sends one task that is answered at once, and gives its item.
  func single(_ task: [String: JSONValue]) async throws -> RunwareItem {
    var task = task
    task["taskUUID"] = .string(UUID().uuidString.lowercased())
    let answer = try await runware.post([.object(task)])
    if let item = answer.items.first { return item }
    if let fault = answer.faults.first { throw runware.error(fault, status: answer.status) }
    throw GenerationError.badAnswer("Runware", "\(task["taskType"]?.text ?? "a task") was answered with nothing")
  }
}

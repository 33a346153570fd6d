import Foundation
import MediaBasics

/// Tells of the account: `accountManagement`.
struct AccountTask: Sendable {
  /// What the simulated account holds before anything is spent, in US dollars.
  private static let deposit = Decimal(1000)

  let backend: Backend

  /// Answers the operation `getDetails`.
  func answer(_ task: inout TaskObject) async throws -> JSONValue {
    guard task.word("operation", of: ["getDetails"]) != nil else {
      throw RunwareFailures(task.failures.isEmpty ? [.missing("operation", type: "string")] : task.failures)
    }
    let spent = (await backend.tasks.spent() as NSDecimalNumber).doubleValue
    let deposit = (Self.deposit as NSDecimalNumber).doubleValue
    let usage: JSONValue = ["credits": .number(spent), "requests": .integer(Int64(await backend.journal.count))]
    return [
      "taskType": "accountManagement", "taskUUID": .string(task.id), "operation": "getDetails",
      "organizationUUID": "00000000-0000-4000-8000-000000000000", "organizationName": "Simulated",
      "AIRSource": "simulated", "balance": .number(deposit - spent), "team": [], "apiKeys": [],
      "usage": ["total": usage, "today": usage, "last7Days": usage, "last30Days": usage],
    ]
  }
}

public import Foundation
import MediaBasics
import ModelCatalog

/// Whose money a generation is bought with: what has been and may be spent is counted in the ledger, under one name.
///
/// A generation counts from the moment it is written down, with what it may cost, then with what it did cost: the limit
/// holds over restarts, and for all processes that share the ledger. What is reused instead of bought costs nothing.
public struct Purse: Sendable, Hashable {
  /// The name: a batch's, or the output's path.
  public var name: String
  /// The most that may be spent in US dollars; `nil` is no limit.
  public var limit: Decimal?
  /// The batch's job that it is spent for.
  public var job: String?

  /// A purse; `nil` is no limit.
  public init(_ name: String, limit: Decimal? = nil, job: String? = nil) {
    self.name = name
    self.limit = limit
    self.job = job
  }
}

extension WorkflowError {
  static let budgetCode = "workflow.budget"

  static func budget(limit: Decimal, spent: Decimal, next: Decimal, label: String) -> WorkflowError {
    WorkflowError(
      "budget", .stopped,
      "The spending limit of \(limit) USD is reached: \(spent) USD are spent or set aside, and \(label) may cost \(next) USD.",
      hint:
        "Run the same command again with a higher --max-cost to go on; what is paid for is kept. A price that nobody knows counts as 1 USD a second, 2 above 1080p.",
      details: ["limit": .string("\(limit)"), "spent": .string("\(spent)"), "next": .string("\(next)")])
  }
}

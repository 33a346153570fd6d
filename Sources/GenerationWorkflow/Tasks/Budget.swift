public import Foundation
import MediaBasics
import ModelCatalog

/// The spending limit of a run: what a task may cost is set aside before it is sent, what it did cost replaces that.
public actor Budget {
  /// The most that may be spent in US dollars; `nil` is no limit.
  public let limit: Decimal?
  /// What has been spent, with tasks of an earlier run that this one goes on with.
  public private(set) var spent: Decimal = 0
  private var reserved: Decimal = 0

  /// A budget; `nil` is no limit.
  public init(limit: Decimal?) {
    self.limit = limit
  }

  /// Sets aside what a task may cost; the same amount is settled or released later.
  ///
  /// - Throws: `workflow.budget` where limit − spent − reserved is less.
  func reserve(_ cost: Cost, for label: String) throws(WorkflowError) -> Cost {
    if let limit, spent + reserved + cost.amount > limit {
      throw .budget(limit: limit, spent: spent, next: cost.amount, label: label)
    }
    reserved += cost.amount
    return cost
  }

  /// Puts the actual cost in the place of what was set aside; without one, the expected cost counts.
  func settle(_ expected: Cost, actual: Cost?) {
    reserved -= expected.amount
    spent += (actual ?? expected).amount
  }

  /// Gives back what was set aside for a task that was not bought.
  func release(_ expected: Cost) {
    reserved -= expected.amount
  }
}

extension WorkflowError {
  static func budget(limit: Decimal, spent: Decimal, next: Decimal, label: String) -> WorkflowError {
    WorkflowError(
      "budget", .stopped,
      "The spending limit of \(limit) USD is reached: \(spent) USD spent, and \(label) may cost \(next) USD.",
      hint: "Run the same command again with a higher --max-cost to go on; what is paid for is kept.",
      details: ["limit": .string("\(limit)"), "spent": .string("\(spent)"), "next": .string("\(next)")])
  }
}

import Foundation
import MediaBasics
import ModelCatalog

/// A task of Runway's, read from what the service says of it.
struct RunwayTask: Sendable {
  let id: String
  let json: JSONValue
  let redactor: Redactor

  /// Whether the service will do nothing more about it.
  var isOver: Bool { ["SUCCEEDED", "FAILED", "CANCELLED"].contains(json["status"]?.text?.uppercased()) }

  /// What it tells about the task.
  var report: TaskReport {
    let status = json["status"]?.text ?? ""
    switch status.uppercased() {
    case "SUCCEEDED": return results.isEmpty ? TaskReport(pending: "finishing") : TaskReport(results: results)
    case "FAILED": return TaskReport(failures: [failure])
    case "CANCELLED":
      return TaskReport(failures: [
        ProviderFailure(code: "CANCELLED", message: "it was cancelled", retryable: false, cost: cost, item: json)
      ])
    // THROTTLED counts as waiting: the service keeps the task until there is a place.
    default: return TaskReport(pending: status.isEmpty ? "waiting" : status, progress: json["progress"]?.double)
    }
  }

  /// The clips; what the task cost stands with the first.
  private var results: [TaskResult] {
    (json["output"]?.elements ?? []).compactMap(\.text).enumerated().map { index, address in
      TaskResult(
        id: index == 0 ? id : "\(id)-\(index)", url: address, seed: json["seed"]?.wholeNumber,
        cost: index == 0 ? cost : nil, item: json)
    }
  }

  /// A credit is a US cent.
  private var cost: Cost? {
    Cost(dollars: json["cost"]?["credits"]).map { Cost($0.amount / 100) }
  }

  private var failure: ProviderFailure {
    let code = json["failureCode"]?.text ?? ""
    let meaning = Self.failures.first { code.hasPrefix($0.prefix) }
    return ProviderFailure(
      code: code.isEmpty ? "INTERNAL" : code, message: redactor.text(json["failure"]?.text ?? "no reason given"),
      retryable: code.isEmpty || meaning?.retryable ?? false,
      kind: code.isEmpty || meaning?.retryable ?? false ? .unavailable : .refused, cost: cost, item: json)
  }

  /// The documented families, the more special ones first; one that is not among them is not tried again.
  private static let failures: [(prefix: String, retryable: Bool)] = [
    ("SAFETY.", false), ("INPUT_PREPROCESSING.SAFETY", false), ("INPUT_PREPROCESSING.INTERNAL", true),
    ("INTERNAL.BAD_OUTPUT", false), ("ASSET.INVALID", false), ("THIRD_PARTY.UNAVAILABLE", true), ("INTERNAL", true),
  ]
}

import Foundation
import MediaBasics

/// An answer of Runware's: what it gives and what it complains about, each by task, never by position.
struct RunwareAnswer: Sendable {
  let status: Int
  /// What concerns no failure.
  let items: [RunwareItem]
  let faults: [RunwareFault]

  /// Reads a body; `nil` where it is no answer of this protocol.
  init?(_ body: Data, status: Int) {
    guard let json = JSONValue(told: body) else { return nil }
    let data = json["data"] ?? json["results"]
    let errors = json["errors"] ?? Self.singular(json)
    guard data != nil || errors != nil else { return nil }
    self.init(data: Self.list(data), errors: Self.list(errors), status: status)
  }

  /// Reads what comes with a call of the service's: an item without the wrapping, or the usual answer.
  init(told json: JSONValue) {
    let isAnswer = json["data"] != nil || json["errors"] != nil
    self.init(
      data: Self.list(isAnswer ? json["data"] : json), errors: Self.list(json["errors"]), status: 200)
  }

  private init(data: [JSONValue], errors: [JSONValue], status: Int) {
    let all = data.map(RunwareItem.init)
    self.status = status
    items = all.filter { $0.fault == nil }
    faults = all.compactMap(\.fault) + errors.map { RunwareFault($0) }
  }

  /// The older shapes: `error` as an object, a list, a sentence, or a mark beside `errorId` and `errorMessage`.
  private static func singular(_ json: JSONValue) -> JSONValue? {
    guard let error = json["error"], error != .null, error != .bool(false) else { return nil }
    return error == .bool(true) ? json : error
  }

  private static func list(_ json: JSONValue?) -> [JSONValue] {
    guard let json, json != .null else { return [] }
    return json.elements ?? [json]
  }
}

import Foundation
import MediaBasics

/// What answers one array of tasks: results, failures, or both.
struct RunwareReply {
  var data: [JSONValue] = []
  var errors: [RunwareFailure] = []

  /// The body: no `errors` without a failure (a client may take even an empty list for one), always `data`.
  var json: JSONValue {
    errors.isEmpty
      ? ["data": .array(data)] : ["data": .array(data), "errors": .array(errors.map(\.json))]
  }

  /// 200 wherever some task got an answer; otherwise what the first failure has.
  var httpStatus: Int {
    data.isEmpty ? errors.first?.httpStatus ?? 200 : 200
  }
}

import Foundation
import MediaBasics

extension TaskObject {
  /// The failures so far, each with the task's id and type.
  func attributed(_ failures: [RunwareFailure]) -> [RunwareFailure] {
    failures.map {
      var failure = $0
      failure.taskUUID = failure.taskUUID ?? (id.isEmpty ? nil : id)
      failure.taskType = failure.taskType ?? (type.isEmpty ? nil : type)
      return failure
    }
  }

  /// What is wrong with the id; every task has one of its own, made by the client.
  var idFailure: RunwareFailure? {
    guard let value = value("taskUUID") else { return .missing("taskUUID", type: "string") }
    guard let text = value.text, Self.isVersion4(text) else { return .badTaskUUID }
    return nil
  }

  private static func isVersion4(_ text: String) -> Bool {
    guard UUID(uuidString: text) != nil else { return false }
    // xxxxxxxx-xxxx-4xxx-Yxxx-xxxxxxxxxxxx, Y one of 8, 9, a, b (RFC 9562).
    let characters = Array(text.lowercased())
    return characters[14] == "4" && "89ab".contains(characters[19])
  }
}

import Foundation
import MediaBasics
import TestSupport

/// A new id of version 4.
func newID() -> String { UUID().uuidString.lowercased() }

/// A request that `minimax:1@1` accepts, with members changed (`null` takes one out).
func videoTask(_ id: String = newID(), _ changes: [String: JSONValue] = [:]) -> JSONValue {
  var members: [String: JSONValue] = [
    "taskType": "videoInference", "taskUUID": .string(id), "model": "minimax:1@1",
    "positivePrompt": "a slow turn of a red mug", "duration": 6, "width": 1366, "height": 768,
    "deliveryMethod": "async",
  ]
  for (name, value) in changes { members[name] = value == .null ? Optional.none : value }
  return .object(members)
}

/// A PNG of that size, in one colour.
func png(_ size: String, color: String = "red") async throws -> Data {
  try await offPool {
    let folder = try TemporaryFolder()
    try FFmpeg.make(["-f", "lavfi", "-i", "color=\(color):size=\(size)", "-frames:v", "1", (folder / "a.png").path])
    return try Data(contentsOf: folder / "a.png")
  }
}

import Foundation
import MediaBasics

/// Takes and removes media: `imageUpload` and `mediaStorage`.
struct MediaTask: Sendable {
  let backend: Backend
  let address: ServerAddress

  /// Answers `imageUpload`.
  func uploadImage(_ task: inout TaskObject) async throws -> JSONValue {
    let asset = try await upload(&task, parameter: "image", as: .image)
    return [
      "taskType": "imageUpload", "taskUUID": .string(task.id), "imageUUID": .string(asset.id),
      "imageURL": .string(address.file(asset)),
    ]
  }

  /// Answers `mediaStorage`, whose `operation` is `upload` or `delete`.
  func store(_ task: inout TaskObject) async throws -> JSONValue {
    let operation = task.word("operation", of: ["upload", "delete"])
    guard let operation else { throw failures(task, or: .missing("operation", type: "string")) }
    var answer: [String: JSONValue] = [
      "taskType": "mediaStorage", "taskUUID": .string(task.id), "operation": .string(operation),
    ]
    if operation == "upload" {
      let asset = try await upload(&task, parameter: "media", as: nil)
      answer["mediaUUID"] = .string(asset.id)
      answer["mediaURL"] = .string(address.file(asset))
    } else {
      guard let id = task.string("mediaUUID") else { throw failures(task, or: .missing("mediaUUID", type: "string")) }
      guard await backend.media.remove(id) else {
        throw RunwareFailures(.media(.unknownAsset(id), parameter: "mediaUUID", name: "MediaUUID"))
      }
      answer["mediaUUID"] = .string(id)
    }
    return .object(answer)
  }

  private func upload(
    _ task: inout TaskObject, parameter: String, as kind: MediaKind?
  ) async throws -> MediaAsset {
    guard let text = task.string(parameter) else { throw failures(task, or: .missing(parameter, type: "string")) }
    if let failure = task.idFailure { throw RunwareFailures(failure) }
    do {
      let asset = try await backend.asset(text, as: kind, at: address)
      await backend.journal.upload(asset)
      return asset
    } catch let refusal as MediaRefusal {
      throw RunwareFailures(.media(refusal, parameter: parameter, name: parameter.firstUppercased))
    }
  }

  private func failures(_ task: TaskObject, or missing: RunwareFailure) -> RunwareFailures {
    RunwareFailures(task.failures.isEmpty ? [missing] : task.failures)
  }
}

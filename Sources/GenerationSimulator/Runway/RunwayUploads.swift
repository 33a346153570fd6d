import FlyingFox
import Foundation
import MediaBasics

/// Takes media in two steps: `POST /v1/uploads` promises a place, a form posted to that place fills it.
struct RunwayUploads: Sendable {
  /// The sizes of a file that are taken (the service's pages on inputs).
  private static let sizes = 512...200_000_000
  /// Where forms are posted, on the simulator's own address: the service uses somebody else's storage.
  static let storagePath = "/_sim/storage/"

  let backend: Backend
  let address: ServerAddress

  /// Promises a place.
  func begin(_ body: MediaBasics.JSONValue) throws -> HTTPResponse {
    var issues: [RunwayIssue] = []
    if body["filename"]?.text?.isEmpty ?? true { issues.append(.missing("filename")) }
    if body["type"] != "ephemeral" {
      issues.append(
        RunwayIssue(
          code: "invalid_value", path: ["type"], message: "Invalid input: expected \"ephemeral\"",
          extras: ["values": ["ephemeral"]]))
    }
    guard issues.isEmpty else { throw RunwayFailure.invalid(issues) }
    let id = UUID().uuidString.lowercased()
    return .json([
      "runwayUri": .string("runway://\(id)"), "uploadUrl": .string("\(address.base)\(Self.storagePath)\(id)"),
      "fields": ["key": .string(id), "policy": "simulated"],
    ])
  }

  /// Takes the form that fills a place.
  func fill(_ id: String, form: Data, contentType: String?) async throws -> HTTPResponse {
    guard UUID(uuidString: id) != nil, let form = MultipartForm(form, contentType: contentType),
      form.field("key") == id, let file = form.parts.last, file.name == "file"
    else { return HTTPResponse(statusCode: .forbidden) }
    guard Self.sizes.contains(file.content.count), await backend.media.asset(id) == nil else {
      return HTTPResponse(statusCode: .badRequest)
    }
    do {
      await backend.journal.upload(try await backend.media.store(file.content, id: id))
      return HTTPResponse(statusCode: .noContent)
    } catch is MediaRefusal {
      return HTTPResponse(statusCode: .badRequest)
    }
  }
}

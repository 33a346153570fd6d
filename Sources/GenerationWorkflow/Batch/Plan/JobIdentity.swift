import Foundation
import MediaBasics
import MediaEngine

/// What tells whether a job is still the one that was carried out: everything that it asks, its inputs by their contents.
enum JobIdentity {
  /// A SHA-256 in hexadecimal, and the inputs that went into it.
  ///
  /// - Throws: `file.…` where an input is missing.
  static func of(
    _ job: ManifestJob, _ recipe: JobRecipe, output: OutputTemplate, scope: String
  ) async throws -> (identity: String, inputs: [JobInput]) {
    var inputs: [JobInput] = []
    for file in recipe.files {
      try InputFile.check(file)
      inputs.append(JobInput(file: file, sha256: try await FileHash.sha256(of: file)))
    }
    let names = job.settings.outputs.map { output.path(of: $0, job, width: 0, height: 0, number: nil) }
    let all: JSONValue = [
      "job": asked(job.source), "inputs": .array(inputs.map { .string($0.sha256) }), "scope": .string(scope),
      "outputs": .array(names.map(JSONValue.string)),
    ]
    // Signed addresses change while nothing else does: where files go is asked apart from what they are.
    func asked(_ source: JSONValue) -> JSONValue {
      guard case .object(var members) = source else { return source }
      members["deliver"] = nil
      return .object(members)
    }
    return (try FileHash.sha256(try all.data()), inputs)
  }
}

/// A local file that a job is made from.
struct JobInput: Sendable, Hashable {
  let file: URL
  /// The SHA-256 of its contents, in hexadecimal.
  let sha256: String
}

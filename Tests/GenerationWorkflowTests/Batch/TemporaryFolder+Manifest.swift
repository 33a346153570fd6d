import Foundation
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

extension TemporaryFolder {
  /// Writes a manifest and reads it.
  func manifest(
    _ text: String, as name: String = "batch.yaml", overrides: [String: String] = [:], output: String? = nil
  ) throws -> BatchManifest {
    let file = self / name
    try Data(text.utf8).write(to: file)
    return try BatchManifest.read(
      file, presets: .builtIn, catalog: .builtIn, overrides: overrides, output: output)
  }

  /// What is wrong in a manifest, as `LINE PATH: MESSAGE`.
  func manifestProblems(_ text: String, as name: String = "batch.yaml", output: String? = nil) -> [String] {
    let error = #expect(throws: WorkflowError.self) { try manifest(text, as: name, output: output) }
    #expect(error?.report.kind == .configuration)
    return (error?.report.details["problems"]?.elements ?? []).map { problem in
      "\(problem["line"]?.int ?? 0) \(problem["path"]?.text ?? ""): \(problem["message"]?.text ?? "")"
    }
  }
}

import Foundation
import MediaBasics
import TestSupport

/// A folder with a manifest in it, and the commands about that.
struct BatchRig {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes the manifest: jobs of a cheap model that begin with `a.png`.
  func manifest(_ jobs: String, _ settings: String = "duration: 1.2") throws {
    let text = """
      version: 1
      defaults: {model: "bytedance:2@1", prompt: "turn {id}", image: a.png, \(settings)}
      jobs:
      \(jobs)

      """
    try Data(text.utf8).write(to: folder / "batch.yaml")
  }

  /// `rwmedia batch COMMAND` with the simulator.
  func batch(_ command: String, _ more: String...) throws -> Command.Outcome {
    try Tool.run(["batch", command, (folder / "batch.yaml").path, "--provider", "sim"] + more)
  }

  /// The jobs' states in the order of the manifest.
  func states(_ outcome: Command.Outcome) throws -> [String?] {
    (try outcome.json()["jobs"]?.elements ?? []).map { $0["state"]?.text }
  }
}

import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// How an output was made, as the JSON document beside it tells: what was asked, from what, what it cost, what came out.
///
/// It holds no time of its own, so that the same output has the same sidecar however often it is delivered.
struct Sidecar: Encodable {
  /// A local file that it was made from.
  struct Input: Encodable {
    /// Its path, relative to the manifest where it lies below it.
    var file: String
    var sha256: String
  }

  /// A generation that was bought for it, failed ones and candidates that were not taken among them.
  struct Generation: Encodable {
    var id: String
    var model: String
    var stage: TaskStage
    var attempt: Int
    var seconds: Double?
    var cost: Cost?
    /// The random seeds that the service says it used.
    var seeds: [UInt64]
    var createdAt: Date
    var changedAt: Date
  }

  var batch: String
  var job: String
  /// Whether it is the simulator's.
  var simulated: Bool
  var preset: String?
  var provider: String
  var model: String
  var prompts: [String]
  var negativePrompt: String?
  /// The random seed that was asked for.
  var seed: UInt64?
  /// Further parameters in the provider's words.
  var parameters: [String: JSONValue]
  var inputs: [Input]
  var tasks: [Generation]
  /// What the generations cost together.
  var cost: Cost
  /// The file beside which this stands.
  var output: JobOutput
  var seams: [SeamReport]
  var checks: [Verification.Check]
  var warnings: [String]

  /// Where an output's sidecar lies: `NAME.mp4.json` beside `NAME.mp4`.
  static func file(of output: URL) -> URL { output.appendingPathExtension("json") }

  /// The document's bytes.
  func data() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

extension Sidecar {
  /// The sidecar of a job's output.
  init(
    _ made: OutputMaker.Made, of job: ManifestJob, _ desk: BatchDesk, inputs: [JobInput], tasks: [GenerationTask],
    result: JobResult, checks: [Verification.Check]
  ) {
    batch = desk.manifest.name
    self.job = job.id
    simulated = desk.simulated
    preset = job.settings.preset
    provider = job.model.provider.rawValue
    model = job.model.id
    prompts = job.settings.prompts
    negativePrompt = job.settings.negativePrompt
    seed = job.settings.seed
    parameters = job.settings.set
    self.inputs = inputs.map { input in
      Input(file: Self.path(of: input.file, below: desk.manifest.folder), sha256: input.sha256)
    }
    self.tasks = tasks.map(Generation.init)
    cost = tasks.compactMap(\.cost).reduce(.zero, +)
    output = made.facts
    output.path = Self.path(of: URL(fileURLWithPath: made.facts.path), below: desk.manifest.folder)
    seams = result.seams
    self.checks = checks
    warnings = result.warnings
  }

  private static func path(of file: URL, below folder: URL) -> String {
    let (path, base) = (file.standardizedFileURL.path, folder.standardizedFileURL.path)
    let prefix = base.hasSuffix("/") ? base : base + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}

extension Sidecar.Generation {
  init(_ task: GenerationTask) {
    id = task.remoteID
    model = task.model
    stage = task.stage
    attempt = task.attempt
    seconds = task.seconds
    cost = task.cost
    seeds = task.outputs.compactMap(\.seed)
    createdAt = task.createdAt
    changedAt = task.changedAt
  }
}

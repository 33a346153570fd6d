import Foundation
import MediaBasics
import ModelCatalog

extension WorkflowError {
  /// Throws where one of the issues is an error, with all of them; else gives the warnings, each once.
  static func refuse(_ issues: [Issue], model: ModelSpec) throws(WorkflowError) -> [Issue] {
    let distinct = issues.distinct
    let errors = distinct.filter { $0.severity == .error }
    guard let first = errors.first else { return distinct }
    let data = (try? JSONEncoder().encode(errors)) ?? Data()
    let list = (try? JSONValue(parsing: data)) ?? .array([])
    let onlyFiles = errors.allSatisfy { $0.code.hasPrefix("upload.") }
    throw WorkflowError(
      "request", onlyFiles ? .badInput : .usage,
      errors.count == 1
        ? first.message : "\(model.id) would refuse this request for \(errors.count) reasons; nothing was sent.",
      hint: (errors.count == 1 ? first.hint : nil) ?? "'rwmedia models show \(model.id)' lists what it takes.",
      details: errors.count == 1
        ? [
          "parameter": .string(first.path), "given": first.given, "allowed": first.allowed,
          "code": .string(first.code),
        ]
        : ["issues": list])
  }

  static func longEnough(_ request: ExtendRequest, _ seed: SeedMedia) -> WorkflowError {
    let seconds = seed.video?.seconds ?? 0
    return WorkflowError(
      "length", .usage,
      "The seed '\(request.seed.relativePath)' lasts \(seconds) s (\(seed.frames) frames) already; nothing is missing.",
      hint: "Give a longer --to, or --by SECONDS for so much more.",
      details: ["seconds": .number(seconds), "frames": .integer(Int64(seed.frames))])
  }

  static func ontoSeed(_ seed: URL) -> WorkflowError {
    WorkflowError(
      "onto-seed", .usage,
      "The output is the seed itself, '\(seed.relativePath)': run again, the command would go on from its own result.",
      hint: "Choose another output.", details: ["file": .string(seed.relativePath)])
  }

  static let coverCuts = WorkflowError(
    "cover", .usage,
    "With --fit cover the model would see the seed with its sides cut off and could not continue it.",
    hint: "Use contain (the default), blur or stretch; what they add comes off again.")

  static func noLastFrame(_ model: ModelSpec) -> WorkflowError {
    WorkflowError(
      "loop", .usage, "\(model.id) takes no last frame image, so it can't lead back to the seed's first frame.",
      hint: "Leave --loop out, or choose a model with a last frame ('rwmedia models list').")
  }
}

public import MediaBasics

/// Why the catalog has no answer.
public struct CatalogError: ReportedError {
  /// What was given, what is allowed, what to do.
  public let report: FailureReport

  static func unknownModel(_ id: String, nearest: [String]) -> CatalogError {
    let suggestion =
      nearest.isEmpty
      ? "See 'rwmedia models list' for those that are known."
      : "Did you mean \(nearest.joinedByOr)? See 'rwmedia models list' for all."
    return CatalogError(
      report: FailureReport(
        code: "catalog.unknown-model", kind: .usage, message: "No model is called '\(id)'.", hint: suggestion,
        details: ["given": .string(id), "allowed": .array(nearest.map { .string($0) })]))
  }

  static func modelFile(_ problems: [FileProblem]) -> CatalogError {
    let file = problems.first?.file ?? ""
    let more = problems.count > 1 ? " (and \((problems.count - 1).counted("more problem")))" : ""
    return CatalogError(
      report: FailureReport(
        code: "catalog.model-file", kind: .configuration,
        message: "The model file can't be used: \(problems.first?.description ?? "")\(more)",
        hint: "'rwmedia models check \(file)' tells all that is wrong in it.",
        details: [
          "file": .string(file), "problems": .array(problems.map { .string($0.description) }),
        ]))
  }
}

import MediaBasics
import ModelCatalog

extension WorkflowError {
  /// A manifest or preset that can't be used, with everything that is wrong in it.
  static func manifest(_ problems: [FileProblem]) -> WorkflowError {
    var seen: Set<FileProblem> = []
    let distinct = problems.filter { seen.insert($0).inserted }
    let first = distinct.first?.description ?? ""
    return WorkflowError(
      "manifest", .configuration,
      distinct.count == 1
        ? first : "The manifest has \(distinct.count) mistakes; nothing was sent.",
      hint: distinct.count == 1 ? "Put it right and run the command again." : nil,
      details: [
        "problems": .array(
          distinct.map { problem in
            .object([
              "file": .string(problem.file), "line": problem.line.map { .integer(Int64($0)) } ?? .null,
              "path": .string(problem.path), "message": .string(problem.message),
              "text": .string(problem.description),
            ])
          })
      ])
  }
}

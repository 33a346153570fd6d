import Foundation
import MediaBasics
import ModelCatalog

extension WorkflowError {
  /// A manifest or preset that can't be used, with everything that is wrong in it; what is wrong alike in many jobs is
  /// told once.
  static func manifest(_ problems: [FileProblem]) -> WorkflowError {
    let kinds = kinds(of: problems)
    return WorkflowError(
      "manifest", .configuration,
      kinds.count == 1
        ? text(of: kinds[0]) : "The manifest has \(kinds.count) mistakes; nothing was sent.",
      hint: kinds.count == 1 ? "Put it right and run the command again." : nil,
      details: [
        "problems": .array(
          kinds.map { kind in
            .object([
              "file": .string(kind.first.file), "line": kind.first.line.map { .integer(Int64($0)) } ?? .null,
              "path": .string(kind.first.path), "message": .string(kind.first.message),
              "more": .integer(Int64(kind.more)), "text": .string(text(of: kind)),
            ])
          })
      ])
  }

  /// A mistake where it is made first, and how often it is made again.
  private typealias ProblemKind = (first: FileProblem, more: Int)

  private static func kinds(of problems: [FileProblem]) -> [ProblemKind] {
    var kinds: [ProblemKind] = []
    var known: [FileProblem: Int] = [:]
    for problem in problems.distinct {
      // In which job and line doesn't matter.
      let member = problem.path.replacing(/jobs\[[0-9]+\]/, with: "jobs[]")
      let likeIt = FileProblem(file: problem.file, line: nil, path: member, message: problem.message)
      if let index = known[likeIt] {
        kinds[index].more += 1
      } else {
        known[likeIt] = kinds.count
        kinds.append((problem, 0))
      }
    }
    return kinds
  }

  private static func text(of kind: ProblemKind) -> String {
    kind.first.description + (kind.more > 0 ? " (and \(kind.more) more like it)" : "")
  }
}

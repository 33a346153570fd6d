import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// Several generations of one clip, of which the one that goes on best from the chain is taken.
struct Candidates: Sendable {
  let generator: Generator
  let model: ModelSpec
  /// What the clip is, in words.
  let label: String

  /// Has each variant generated, all at the same time; gives each with its file, in order. A random seed that was asked
  /// for counts up with them: equal seeds would give equal clips.
  func generate(
    _ request: GenerationRequest, variants: Range<Int>, progress: ProgressHandler?
  ) async throws -> [(task: GenerationTask, file: URL)] {
    try await withThrowingTaskGroup(of: (variant: Int, task: GenerationTask).self) { group in
      for variant in variants {
        let number = variant - variants.lowerBound
        let name = variants.count > 1 ? "\(label), candidate \(number + 1) of \(variants.count)" : label
        var candidate = request
        candidate.seed = request.seed.map { $0 &+ UInt64(number) }
        group.addTask { [candidate] in
          let task = try await generator.generate(
            candidate, model: model, label: name, variant: variant, progress: progress)
          return (variant, task)
        }
      }
      var made: [(variant: Int, task: GenerationTask)] = []
      for try await candidate in group { made.append(candidate) }
      return try made.sorted { $0.variant < $1.variant }.map { candidate in
        guard let file = candidate.task.files(in: generator.ledger.folder).first else {
          throw WorkflowError.lost(candidate.task)
        }
        return (candidate.task, file)
      }
    }
  }

  /// The link whose first frame is most like the last one of `earlier`; the first of equals.
  static func best(of links: [Chain.Link], after earlier: JoinClip?) async throws -> Chain.Link {
    var best = links[0]
    guard let earlier, links.count > 1 else { return best }
    var likeness = -Double.infinity
    for link in links {
      let found = try await ClipJoiner.likeness(at: earlier, JoinClip(link.file, contentRect: link.contentRect))
      if found > likeness { (likeness, best) = (found, link) }
    }
    return best
  }
}

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
  ) async throws -> [(task: GenerationTask, clip: MeasuredFile)] {
    try await withThrowingTaskGroup(of: (variant: Int, task: GenerationTask, clip: MeasuredFile).self) { group in
      for variant in variants {
        let number = variant - variants.lowerBound
        let name = variants.count > 1 ? "\(label), candidate \(number + 1) of \(variants.count)" : label
        var candidate = request
        candidate.seed = request.seed.map { $0 &+ UInt64(number) }
        group.addTask { [candidate] in
          let made = try await generator.clips(
            candidate, model: model, label: name, variant: variant, progress: progress)
          guard let file = made.task.files(in: generator.ledger.folder).first else {
            throw WorkflowError.lost(made.task)
          }
          return (variant, made.task, try await made.measured(file))
        }
      }
      var made: [(variant: Int, task: GenerationTask, clip: MeasuredFile)] = []
      for try await candidate in group { made.append(candidate) }
      return made.sorted { $0.variant < $1.variant }.map { ($0.task, $0.clip) }
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

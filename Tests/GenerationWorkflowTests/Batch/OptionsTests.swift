import Foundation
import GenerationClient
import MediaBasics
import MediaEngine
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards programs that give numbers which can't be meant: they are told, before anything is bought.
@Suite struct OptionsTests {
  @Test("a part that is none takes no job in silence", arguments: [(1, 0), (-1, -2), (0, 2), (3, 2)])
  func shards(index: Int, count: Int) {
    var options = BatchOptions()
    options.shard = (index, count)
    let error = #expect(throws: WorkflowError.self) { try options.selected(from: []) }
    #expect(error?.report.code == "workflow.option")
    #expect(error?.report.message.contains("\(index)/\(count)") == true)
  }

  @Test("fewer jobs than none can't be taken")
  func limit() {
    var options = BatchOptions()
    options.limit = -1
    let error = #expect(throws: WorkflowError.self) { try options.selected(from: []) }
    #expect(error?.report.code == "workflow.option")
  }

  @Test(
    "so many candidates, such a variant or seam, can't be asked for",
    arguments: [(0, 0, 0), (-1, 0, 0), (.max, 0, 0), (1, .max, 0), (1, -1, 0), (1, 0, -1), (1, 0, .max)]
      as [(Int, Int, Int)])
  func candidates(bestOf: Int, variant: Int, crossfade: Int) async throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "seed.mp4", size: "64x36", seconds: 0.5)
    let generator = Generator(
      provider: FakeService(clip: folder / "none.mp4"), ledger: try Ledger(folder / "state/ledger.sqlite"),
      purse: Purse("test"))
    var request = ExtendRequest(
      seed: folder / "seed.mp4", length: .to(Rational(15)), model: try ModelCatalog.builtIn.model("minimax:1@1"),
      prompts: ["on"], output: folder / "out.mp4")
    (request.bestOf, request.variant, request.seam) = (bestOf, variant, .crossfade(Rational(crossfade)))
    let error = await #expect(throws: (any Error).self) { try await Extender(generator).plan(request) }
    #expect((error as? any ReportedError)?.report.code == (crossfade == 0 ? "workflow.option" : "media.crossfade"))
  }
}

import Foundation
import GenerationClient
import MediaBasics
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
    "so many candidates, or such a variant, can't be asked for",
    arguments: [(0, 0), (-1, 0), (.max, 0), (1, .max), (1, -1)] as [(Int, Int)])
  func candidates(bestOf: Int, variant: Int) async throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "seed.mp4", size: "64x36", seconds: 0.5)
    let generator = Generator(
      provider: FakeService(clip: folder / "none.mp4"), ledger: try Ledger(folder / "state/ledger.sqlite"),
      purse: Purse("test"))
    var request = ExtendRequest(
      seed: folder / "seed.mp4", length: .to(Rational(15)), model: try ModelCatalog.builtIn.model("minimax:1@1"),
      prompts: ["on"], output: folder / "out.mp4")
    (request.bestOf, request.variant) = (bestOf, variant)
    let error = await #expect(throws: WorkflowError.self) { try await Extender(generator).plan(request) }
    #expect(error?.report.code == "workflow.option")
  }
}

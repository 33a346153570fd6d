import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Synchronization
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards that a refresh adds what is new, in a form that the catalog reads, and takes back what isn't any more.
struct ModelRefreshTests {
  private let folder: TemporaryFolder
  private let service: FakeService

  init() throws {
    folder = try TemporaryFolder()
    service = FakeService(clip: folder / "none.mp4")
  }

  private func refresh() async throws -> ModelRefresh.Report {
    try await ModelRefresh(folder: folder / "models", catalog: .builtIn).run(.runware, by: service, on: "2026-01-02")
  }

  @Test func `a new model can be used at once, and its file goes when it is known`() async throws {
    service.state.withLock {
      $0.models = [
        ListedModel(id: "klingai:5@3", name: "Kling", maker: "klingai"),
        ListedModel(id: "klingai:99@1", name: "Kling 99", maker: "klingai"),
      ]
    }
    let report = try await refresh()
    #expect(report.listed == 2)
    #expect(report.new.map(\.id) == ["klingai:99@1"])
    #expect(report.unlisted.contains("minimax:1@1"))
    #expect(!report.unlisted.contains("klingai:5@3"))
    let file = folder / "models/refreshed-runware.json"
    let data = try Data(contentsOf: file)
    #expect(ModelCatalog.problems(in: data, named: "x") == [])
    let catalog = try ModelCatalog(overlay: [(name: "x", data: data)])
    let model = try catalog.model("klingai:99@1")
    #expect(model.name == "Kling 99" && model.maker == "klingai" && model.provider == .runware)
    #expect(model.sources.first?.source.document == "Runware's own list, 2026-01-02")

    _ = service.state.withLock { $0.models.removeLast() }
    #expect(try await refresh().new.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }
}

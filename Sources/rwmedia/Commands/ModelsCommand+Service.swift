import ArgumentParser
import Foundation
import GenerationClient
import GenerationWorkflow
import MediaBasics
import ModelCatalog

extension ModelsCommand {
  /// Runware's own search.
  struct Search: ToolCommand {
    static let configuration = CommandConfiguration(
      abstract: "Search the models that Runware itself knows, your own ones among them.")

    @Argument(help: "What to search for.")
    var text: String

    @Option(help: "The most models, 1…100.")
    var limit: Int = 20

    @OptionGroup var provider: ProviderOptions
    @OptionGroup var report: ReportOptions

    mutating func validate() throws {
      guard (1...100).contains(limit) else { return try Parse.fail("--limit must be 1 to 100, not \(limit).") }
    }

    /// The JSON document.
    struct Result: Encodable {
      let total: Int
      let models: [JSONValue]
    }

    func execute(_ console: Console) async throws -> ExitStatus {
      let page = try await ServiceAccess.run(
        provider, provider: .runware, use: "The search for models", console: console
      ) { service in
        try await (service as? RunwareProvider)?.searchModels(text, limit: limit)
      }
      let models = page?.models ?? []
      let lines = models.map {
        "\($0.air.padding(toLength: max(30, $0.air.count + 1), withPad: " ", startingAt: 0))\($0.name)"
      }
      try console.result(
        Result(total: page?.total ?? 0, models: models.map(\.item)),
        (lines + ["\(models.count) of \(page?.total ?? 0)"]).joined(separator: "\n"))
      return .done
    }
  }

  /// What the providers have now.
  struct Refresh: ToolCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ask the providers for their models, and note those that no specification is there for.",
      discussion: """
        New ones go into ~/.config/rwmedia/models/refreshed-PROVIDER.json: they can be named at once, and general rules \
        hold for them until a specification says more. Without --provider each one is asked whose key is set.
        """)

    @OptionGroup var provider: ProviderOptions
    @OptionGroup var report: ReportOptions

    /// The JSON document.
    struct Result: Encodable {
      let providers: [ModelRefresh.Report]
    }

    func execute(_ console: Console) async throws -> ExitStatus {
      let refresh = ModelRefresh(
        folder: Catalog.folder, catalog: try Catalog.load { !$0.hasPrefix("refreshed-") })
      let day = ISO8601DateFormatter.string(
        from: Date(), timeZone: .gmt, formatOptions: [.withFullDate, .withDashSeparatorInDate])
      var reports: [ModelRefresh.Report] = []
      for id in try provider.asked {
        reports.append(
          try await ServiceAccess.run(provider, provider: id, use: "The list of models", console: console) {
            try await refresh.run(id, by: $0, on: day)
          })
      }
      try console.result(Result(providers: reports), reports.map(Self.text).joined(separator: "\n"))
      return .done
    }

    private static func text(_ report: ModelRefresh.Report) -> String {
      var lines = ["\(report.provider.displayName): \(report.listed) listed, \(report.new.count) new"]
      lines += report.new.map { "  new: \($0.id) (\($0.name))" }
      if !report.unlisted.isEmpty { lines.append("  not listed: \(report.unlisted.joined(separator: ", "))") }
      if let file = report.file { lines.append("  written to \(file)") }
      return lines.joined(separator: "\n")
    }
  }
}

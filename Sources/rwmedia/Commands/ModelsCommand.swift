import ArgumentParser
import Foundation
import MediaBasics
import ModelCatalog

/// The model specifications.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the models and what each one takes.",
    discussion: "Model files of your own, in ~/.config/rwmedia/models, add models or replace built-in ones.",
    subcommands: [List.self, Show.self, Check.self, Search.self, Refresh.self], defaultSubcommand: List.self)

  /// All models, a line each.
  struct List: ToolCommand {
    static let configuration = CommandConfiguration(abstract: "All models, a line each.")

    @Option(help: "Only those of runware or runway.", transform: Parse.format)
    var provider: ProviderID?

    @OptionGroup var report: ReportOptions

    /// The JSON document.
    struct Result: Encodable {
      let models: [ModelSpec]
    }

    func execute(_ console: Console) async throws -> ExitStatus {
      let models = try Catalog.current.models.filter { provider == nil || $0.provider == provider }
      try console.result(Result(models: models), models.map(ModelText.line).joined(separator: "\n"))
      return .done
    }
  }

  /// One model.
  struct Show: ToolCommand {
    static let configuration = CommandConfiguration(abstract: "What a model takes, what it costs, and who says so.")

    @Argument(help: "The model's id.")
    var model: String

    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      let model = try Catalog.current.model(model)
      for warning in model.warnings { console.warn(warning) }
      try console.result(model, ModelText.page(model))
      return .done
    }
  }

  /// A model file of the user's own.
  struct Check: ToolCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell all that is wrong with a model file, line by line.",
      discussion: "Ends with 0 where nothing is wrong and with 78 where something is.")

    @Argument(help: "Model files.", completion: .file(), transform: Parse.file)
    var files: [URL]

    @OptionGroup var report: ReportOptions

    /// The JSON document.
    struct Result: Encodable {
      let ok: Bool
      let problems: [String]
    }

    func execute(_ console: Console) async throws -> ExitStatus {
      let problems = try files.flatMap { file in
        ModelCatalog.problems(in: try Catalog.read(file), named: file.relativePath).map(\.description)
      }
      let text = problems.isEmpty ? "nothing is wrong" : problems.joined(separator: "\n")
      try console.result(Result(ok: problems.isEmpty, problems: problems), text)
      return problems.isEmpty ? .done : .configuration
    }
  }
}

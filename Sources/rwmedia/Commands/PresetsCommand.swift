import ArgumentParser
import Foundation
import MediaBasics
import ModelCatalog

/// The recipes for product videos.
struct PresetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets", abstract: "List the recipes for product videos and what each one sets.",
    discussion: "Presets of your own, as YAML or JSON in ~/.config/rwmedia/presets, add to them or replace them.",
    subcommands: [List.self, Show.self, PresetsPreviewCommand.self], defaultSubcommand: List.self)

  /// All presets, a line each.
  struct List: ToolCommand {
    static let configuration = CommandConfiguration(abstract: "All presets, a line each.")

    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      let catalog = Presets.current
      let presets = catalog.presets
      console.warn(about: catalog.broken)
      let lines = presets.map {
        "\($0.name.padding(toLength: max(16, $0.name.count + 1), withPad: " ", startingAt: 0))\($0.title): \($0.about)"
      }
      let document = PresetList(
        presets: presets.map(PresetDocument.init), warnings: catalog.broken.map(\.reason.message))
      try console.result(document, lines.joined(separator: "\n"))
      return .done
    }
  }

  /// One preset.
  struct Show: ToolCommand {
    static let configuration = CommandConfiguration(abstract: "What a preset sets, and the variables it needs.")

    @Argument(help: "The preset's name.")
    var preset: String

    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      let preset = try Presets.current.preset(preset)
      let document = PresetDocument(preset)
      let settings = String(decoding: try document.settings.data(pretty: true), as: UTF8.self)
      let variables = preset.variables.sorted { $0.key < $1.key }.map { "  {\($0.key)}: \($0.value)" }
      try console.result(
        document,
        (["\(preset.name): \(preset.title)", preset.about, "variables:"] + variables + ["settings:", settings])
          .joined(separator: "\n"))
      return .done
    }
  }
}

extension Console {
  /// Tells which of the user's presets can't be used.
  func warn(about broken: [(name: String, reason: FailureReport)]) {
    for (_, reason) in broken { warn(reason.message) }
  }
}

/// All presets as JSON, and which of the user's own can't be used.
private struct PresetList: Encodable {
  let presets: [PresetDocument]
  let warnings: [String]
}

/// A preset as JSON.
private struct PresetDocument: Encodable {
  let name: String
  let title: String
  let about: String
  let variables: [String: String]
  let settings: JSONValue

  init(_ preset: ProductPreset) {
    name = preset.name
    title = preset.title
    about = preset.about
    variables = preset.variables
    settings = preset.settings.json
  }
}

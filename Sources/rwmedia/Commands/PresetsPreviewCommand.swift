import ArgumentParser
import Foundation
import GenerationWorkflow
import MediaBasics
import ModelCatalog

/// What presets look like on a picture of one's own.
struct PresetsPreviewCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show what presets do with a picture of yours, for free.",
    discussion: """
      The simulator makes a small video and a poster of each, in a folder with the manifest that made them: an example \
      to begin a batch of your own from.
      """)

  @Argument(help: "The presets' names. Default: all.")
  var presets: [String] = []

  @Option(help: "A picture of a product.", completion: .file(), transform: Parse.file)
  var image: URL

  @Option(name: .shortAndLong, help: "The folder to make them in.", transform: Parse.file)
  var output: URL

  @OptionGroup var report: ReportOptions

  func execute(_ console: Console) async throws -> ExitStatus {
    let catalog = Presets.current
    if presets.isEmpty { console.warn(about: catalog.broken) }
    let chosen = presets.isEmpty ? catalog.presets : try presets.map { try catalog.preset($0) }
    try InputFile.check(image)
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    let manifest = output.appendingPathComponent("presets.json")
    let text = try PresetSampler.manifest(of: chosen, image: image).data(pretty: true)
    try OutputFile.write(manifest, overwrite: true) { try text.write(to: $0) }
    return try await BatchSession(
      try BatchArguments.parse([manifest.path]), try ProviderOptions.parse(["--provider", "sim"])
    ).run(BatchOptions(), console)
  }
}

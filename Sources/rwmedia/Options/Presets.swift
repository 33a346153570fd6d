import Foundation
import GenerationWorkflow
import ModelCatalog

/// The product presets: the built-in ones, and over them the user's own files.
enum Presets {
  /// The user's own preset files: `~/.config/rwmedia/presets`.
  static var folder: URL { Catalog.configuration.appendingPathComponent("presets") }

  /// All presets.
  ///
  /// - Throws: `catalog.preset`, `workflow.manifest` where one of the user's files can't be used.
  static var current: PresetCatalog {
    get throws {
      let files = Catalog.files(in: folder, endings: ["yaml", "yml", "json"])
      guard !files.isEmpty else { return .builtIn }
      return try PresetCatalog(overlay: files.map { try SourceNode(yaml: try Catalog.read($0), file: $0.path) })
    }
  }
}

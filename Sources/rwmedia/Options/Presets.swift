import Foundation
import GenerationWorkflow
import ModelCatalog

/// The product presets: the built-in ones, and over them the user's own files.
enum Presets {
  /// The user's own preset files: `~/.config/rwmedia/presets`.
  static var folder: URL { Catalog.configuration.appendingPathComponent("presets") }

  /// All presets; a file that can't be used is told to who asks for its preset.
  static var current: PresetCatalog {
    PresetCatalog(overlay: Catalog.files(in: folder, endings: ["yaml", "yml", "json"])) {
      try SourceNode(yaml: try Catalog.read($0), file: $0.path)
    }
  }
}

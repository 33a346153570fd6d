import Foundation
import MediaBasics
import ModelCatalog

/// The model specifications: the built-in ones, and over them the user's own files.
enum Catalog {
  /// The user's own model files: `$XDG_CONFIG_HOME/rwmedia/models`, usually `~/.config/rwmedia/models`.
  static var folder: URL {
    let settings = ProcessInfo.processInfo.environment
    let base =
      settings["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".config")
    return base.appendingPathComponent("rwmedia/models")
  }

  /// All models.
  ///
  /// - Throws: `catalog.model-file` where one of the user's files can't be used.
  static var current: ModelCatalog {
    get throws {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      let files = names.sorted().filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
        .map(folder.appendingPathComponent)
      guard !files.isEmpty else { return .builtIn }
      return try ModelCatalog(overlay: files.map { (name: $0.path, data: try read($0)) })
    }
  }

  /// A model file's bytes.
  ///
  /// - Throws: `file.…`.
  static func read(_ file: URL) throws -> Data {
    try InputFile.check(file)
    do { return try Data(contentsOf: file) } catch {
      throw FileError.unreadable(file.relativePath, error.localizedDescription)
    }
  }
}

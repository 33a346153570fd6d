import Foundation
import MediaBasics
import ModelCatalog

/// The model specifications: the built-in ones, and over them the user's own files.
enum Catalog {
  /// The user's own model files: `~/.config/rwmedia/models`.
  static var folder: URL { configuration.appendingPathComponent("models") }

  /// The user's settings: `$XDG_CONFIG_HOME/rwmedia`, usually `~/.config/rwmedia`.
  static var configuration: URL {
    let settings = ProcessInfo.processInfo.environment
    let base =
      settings["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }
      ?? HomeFolder.url.appendingPathComponent(".config")
    return base.appendingPathComponent("rwmedia")
  }

  /// All models.
  ///
  /// - Throws: `catalog.model-file` where one of the user's files can't be used.
  static var current: ModelCatalog {
    get throws { try load { _ in true } }
  }

  /// The models of the user's files whose names pass, over the built-in ones.
  static func load(_ include: (String) -> Bool) throws -> ModelCatalog {
    let files = files(in: folder, endings: ["json"]).filter { include($0.lastPathComponent) }
    guard !files.isEmpty else { return .builtIn }
    // What a refresh found goes below what the user wrote.
    let (found, written) = (files.filter(isRefreshed), files.filter { !isRefreshed($0) })
    return try ModelCatalog(overlay: (found + written).map { (name: $0.path, data: try read($0)) })
  }

  private static func isRefreshed(_ file: URL) -> Bool { file.lastPathComponent.hasPrefix("refreshed-") }

  /// A folder's files of some endings, by name; hidden ones left out.
  static func files(in folder: URL, endings: Set<String>) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }.map(folder.appendingPathComponent)
      .filter { endings.contains($0.pathExtension.lowercased()) }
  }

  /// A settings file's bytes.
  ///
  /// - Throws: `file.…`.
  static func read(_ file: URL) throws -> Data {
    try InputFile.check(file)
    do { return try Data(contentsOf: file) } catch {
      throw FileError.unreadable(file.relativePath, error.localizedDescription)
    }
  }
}

public import Foundation
public import MediaBasics

/// The presets that are known; those of the user's own files go before the built-in ones.
public struct PresetCatalog: Sendable {
  /// The presets that come with rwmedia.
  public static let builtIn = PresetCatalog(
    embedded: EmbeddedFiles.all.filter { $0.name.hasPrefix("products/") })

  private var found: [String: Result<ProductPreset, CatalogError>] = [:]

  private init(embedded files: [(name: String, data: Data)]) {
    for file in files {
      // That each can be read is tested; a preset that couldn't would only be missing.
      guard let json = try? JSONValue(parsing: file.data) else { continue }
      add(URL(fileURLWithPath: file.name)) { _ in
        SourceNode(json, at: SourceNode.Place(file: "presets/\(file.name)"))
      }
    }
  }

  /// The built-in presets, and over them further ones; a preset is called as its file, without the extension.
  ///
  /// - Parameter read: gives a file's contents. A file that can't be read, or holds no preset, keeps its name: it is
  ///   told to who asks for that one.
  public init(overlay files: [URL], read: (URL) throws -> SourceNode) {
    self = .builtIn
    for file in files { add(file, read) }
  }

  /// All presets that can be used, sorted by name.
  public var presets: [ProductPreset] { found.values.compactMap { try? $0.get() }.sorted { $0.name < $1.name } }

  /// Those that can't, sorted by name, and why.
  public var broken: [(name: String, reason: FailureReport)] {
    found.sorted { $0.key < $1.key }.compactMap { name, preset in
      if case .failure(let error) = preset { (name, error.report) } else { nil }
    }
  }

  /// The preset of this name.
  ///
  /// - Throws: `catalog.unknown-preset`, with the nearest name; `catalog.preset` with everything that is wrong in it, or
  ///   why its file can't be read.
  public func preset(_ name: String) throws(CatalogError) -> ProductPreset {
    guard let preset = found[name] else { throw .unknownPreset(name, known: found.keys.sorted()) }
    return try preset.get()
  }

  private mutating func add(_ file: URL, _ read: (URL) throws -> SourceNode) {
    let name = file.deletingPathExtension().lastPathComponent
    do {
      var problems: [FileProblem] = []
      let preset = ProductPreset(try read(file), name: name, problems: &problems)
      found[name] = preset.map { .success($0) } ?? .failure(.preset(problems))
    } catch {
      found[name] = .failure(.presetFile(file, error))
    }
  }
}

extension CatalogError {
  static func preset(_ problems: [FileProblem]) -> CatalogError {
    CatalogError(
      report: FailureReport(
        code: "catalog.preset", kind: .configuration,
        message: "A preset can't be used: \(problems.first?.description ?? "").",
        hint: "Put it right, or take the file out of your presets' folder.",
        details: ["problems": .array(problems.map { .string($0.description) })]))
  }

  static func presetFile(_ file: URL, _ error: any Error) -> CatalogError {
    CatalogError(
      report: (error as? any ReportedError)?.report
        ?? FailureReport(
          code: "catalog.preset", kind: .configuration, message: "A preset can't be read: \(file.path): \(error).",
          hint: "Put it right, or take the file out of your presets' folder."))
  }

  static func unknownPreset(_ name: String, known: [String]) -> CatalogError {
    let near = name.nearest(among: known).map { "Did you mean '\($0)'? " } ?? ""
    return CatalogError(
      report: FailureReport(
        code: "catalog.unknown-preset", kind: .usage, message: "No preset is called '\(name)'.",
        hint: "\(near)These are: \(known.joined(separator: ", ")).",
        details: ["given": .string(name), "allowed": .array(known.map { .string($0) })]))
  }
}

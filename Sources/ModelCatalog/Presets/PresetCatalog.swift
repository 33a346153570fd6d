import Foundation
import MediaBasics

/// The presets that are known; those of the user's own files go before the built-in ones.
public struct PresetCatalog: Sendable {
  /// The presets that come with rwmedia.
  public static let builtIn = PresetCatalog(
    embedded: EmbeddedFiles.all.filter { $0.name.hasPrefix("products/") })

  private var found: [String: ProductPreset] = [:]

  private init(embedded files: [(name: String, data: Data)]) {
    for file in files {
      // That each can be read is tested; a preset that couldn't would only be missing.
      guard let json = try? JSONValue(parsing: file.data) else { continue }
      var problems: [FileProblem] = []
      add(SourceNode(json, at: SourceNode.Place(file: "presets/\(file.name)")), file: file.name, &problems)
    }
  }

  /// The built-in presets, and over them further ones; a preset is called as its file, without the extension.
  ///
  /// - Throws: `catalog.preset` with everything that is wrong in any of them.
  public init(overlay files: [SourceNode]) throws(CatalogError) {
    self = .builtIn
    var problems: [FileProblem] = []
    for node in files { add(node, file: node.place.file, &problems) }
    guard problems.isEmpty else { throw .preset(problems) }
  }

  /// All presets, sorted by name.
  public var presets: [ProductPreset] { found.values.sorted { $0.name < $1.name } }

  /// The preset of this name; `nil` where there is none.
  public subscript(name: String) -> ProductPreset? { found[name] }

  /// The preset of this name.
  ///
  /// - Throws: `catalog.unknown-preset`, with the nearest name.
  public func preset(_ name: String) throws(CatalogError) -> ProductPreset {
    guard let preset = found[name] else { throw .unknownPreset(name, known: found.keys.sorted()) }
    return preset
  }

  private mutating func add(_ node: SourceNode, file: String, _ problems: inout [FileProblem]) {
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    if let preset = ProductPreset(node, name: name, problems: &problems) { found[name] = preset }
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

  static func unknownPreset(_ name: String, known: [String]) -> CatalogError {
    let near = name.nearest(among: known).map { "Did you mean '\($0)'? " } ?? ""
    return CatalogError(
      report: FailureReport(
        code: "catalog.unknown-preset", kind: .usage, message: "No preset is called '\(name)'.",
        hint: "\(near)These are: \(known.joined(separator: ", ")).",
        details: ["given": .string(name), "allowed": .array(known.map { .string($0) })]))
  }
}

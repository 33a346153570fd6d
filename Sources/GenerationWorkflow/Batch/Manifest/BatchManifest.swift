public import Foundation
import MediaBasics
public import ModelCatalog

/// A table of jobs: which videos to make of which products.
public struct BatchManifest: Sendable {
  /// The batch's name: what the ledger knows its jobs and its money by.
  public let name: String
  /// The file.
  public let file: URL
  /// Where outputs go: `out/{id}.{ext}`, relative to the manifest.
  public let output: OutputTemplate
  /// The jobs, in order.
  public let jobs: [ManifestJob]
  /// The paths of all local files that jobs are made from.
  let inputs: Set<String>

  /// The folder that paths are relative to.
  public var folder: URL { file.deletingLastPathComponent() }
}

extension BatchManifest {
  private static let version = "1"
  private static let largestFile = 64 << 20

  /// Reads a manifest: YAML or JSON, or a table (`.csv`, `.tsv`) with a header row.
  ///
  /// - Parameters:
  ///   - overrides: settings that go before the manifest's own defaults, such as those of the command line.
  ///   - output: the template of output names that goes before the manifest's.
  /// - Throws: `workflow.manifest` with everything that is wrong, each with file and line; `file.…`.
  public static func read(
    _ file: URL, presets: PresetCatalog, catalog: ModelCatalog, overrides: [String: String] = [:],
    output: String? = nil
  ) throws -> BatchManifest {
    var problems: [FileProblem] = []
    let root = try source(file, &problems)
    var reader = SettingsReader(root)
    let name = name(of: file, &reader)
    let place = SourceNode.Place(file: "the command line")
    let given = SourceNode(
      .members(
        overrides.sorted { $0.key < $1.key }.map {
          SourceNode.Member(
            name: $0.key, place: place, value: SourceNode(.scalar($0.value, quoted: false), at: place))
        }), at: place)
    if !OutputTemplate.isName(name) {
      reader.note(
        root["name"]?.place ?? root.place, "name",
        "'\(name)' names folders, \(OutputTemplate.nameRule); write name: and another one")
    }
    if let version = reader.text("version"), version != Self.version {
      reader.note(root.place, "version", "version \(version) isn't known; this rwmedia reads version \(Self.version)")
    }
    let template = OutputTemplate(reading: output, &reader)
    var defaults = reader.object("defaults") ?? .empty(at: root.place)
    if let id = defaults["id"] {
      reader.note(id.place, "defaults.id", "each job has an id of its own; write it there")
    }
    if let preset = reader.take("preset") {
      let member = SourceNode.Member(name: "preset", place: preset.place, value: preset)
      defaults = defaults.laid(over: SourceNode(.members([member]), at: preset.place))
    }
    let rows = try jobs(reader.take("jobs"), of: file, &reader, &problems)
    reader.finish()
    problems += reader.problems
    let resolver = JobResolver(
      defaults: given.laid(over: defaults), presets: presets, catalog: catalog,
      folder: file.deletingLastPathComponent())
    var usage = VariableUsage(used: template?.variables ?? [])
    let jobs = warned(
      rows.enumerated().compactMap { resolver.job($1, index: $0 + 1, usage: &usage, problems: &problems) })
    let first = rows.first?.place ?? root.place
    problems += usage.slips(in: first) + usage.forgottenPictures(of: jobs, in: first)
    problems += duplicates(rows)
    if let template { problems += template.problems(of: jobs) }
    guard problems.isEmpty, let template else { throw WorkflowError.manifest(problems) }
    return BatchManifest(
      name: name, file: file, output: template, jobs: jobs, inputs: Set(jobs.flatMap(\.inputs)))
  }

  /// What a batch is called, also where the manifest alone can't be carried out.
  ///
  /// - Throws: `workflow.manifest` where it can't be read at all; `file.…`.
  public static func name(of file: URL) throws -> String {
    var problems: [FileProblem] = []
    var reader = SettingsReader(try source(file, &problems))
    return name(of: file, &reader)
  }

  private static func name(of file: URL, _ reader: inout SettingsReader) -> String {
    reader.text("name") ?? file.deletingPathExtension().lastPathComponent
  }

  /// The file's values; a table's rows as the jobs of a manifest that says nothing else.
  private static func source(_ file: URL, _ problems: inout [FileProblem]) throws -> SourceNode {
    guard isTable(file) else { return try YAMLSource.read(try bytes(file), file: file.relativePath) }
    let place = SourceNode.Place(file: file.relativePath, line: 1)
    return SourceNode(
      .members([SourceNode.Member(name: "jobs", place: place, value: try table(file, &problems))]), at: place)
  }

  private static func jobs(
    _ node: SourceNode?, of file: URL, _ reader: inout SettingsReader, _ problems: inout [FileProblem]
  ) throws -> [SourceNode] {
    switch node?.content {
    case .list(let elements)? where !elements.isEmpty: return elements
    // What is wrong with all rows of a table is told already.
    case .list? where !problems.isEmpty: return []
    case .list?:
      reader.note(node?.place ?? SourceNode.Place(file: file.relativePath), "jobs", "there are no jobs; write some")
      return []
    case .scalar(let path, _)? where isTable(URL(fileURLWithPath: path)):
      let table = try table(URL(fileURLWithPath: path, relativeTo: file.deletingLastPathComponent()), &problems)
      return try jobs(table, of: file, &reader, &problems)
    default:
      let place = node?.place ?? SourceNode.Place(file: file.relativePath)
      reader.note(place, "jobs", "a list of jobs is missing; write jobs: and below it - id: NAME, or a table's path")
      return []
    }
  }

  /// Among jobs that begin with a picture one that doesn't is most likely a cell that was left empty; and presets are made
  /// for pictures.
  private static func warned(_ jobs: [ManifestJob]) -> [ManifestJob] {
    let others = jobs.count(where: \.isBare) * 2 <= jobs.count ? ", as others have" : ""
    return jobs.map { job in
      var job = job
      if job.isBare, job.settings.preset != nil || !others.isEmpty {
        job.warnings.append("It has no picture\(others): it is made of words alone.")
      }
      return job
    }
  }

  private static func table(_ file: URL, _ problems: inout [FileProblem]) throws -> SourceNode {
    try CSVSource.read(
      try bytes(file), file: file.relativePath, settings: JobSettings.names, lists: JobSettings.lists,
      problems: &problems)
  }

  private static func isTable(_ file: URL) -> Bool { ["csv", "tsv"].contains(file.pathExtension.lowercased()) }

  private static func bytes(_ file: URL) throws -> Data {
    func refused(_ message: String) -> WorkflowError {
      .manifest([FileProblem(file: file.relativePath, line: nil, path: "", message: message)])
    }
    let size: Int64
    do throws(FileError) { size = try InputFile.check(file) } catch {
      throw error.report.code == "file.empty" ? refused("the file is empty; write some jobs") : error as any Error
    }
    guard size <= largestFile else {
      throw refused("it has \(size) bytes; at most \(largestFile) are read; split it")
    }
    let data: Data
    do { data = try Data(contentsOf: file) } catch {
      throw FileError.unreadable(file.relativePath, error.localizedDescription)
    }
    guard !workbooks.contains(where: data.starts) else {
      throw refused("this is a workbook; save it as CSV UTF-8 and give that")
    }
    return data
  }

  /// How the files of Excel (new and old), LibreOffice and Numbers begin: as ZIP, or as OLE.
  private static let workbooks: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0]]

  private static func duplicates(_ jobs: [SourceNode]) -> [FileProblem] {
    var seen: [String: SourceNode.Place] = [:]
    return jobs.compactMap { job in
      guard case .scalar(let id, _)? = job["id"]?.content,
        let first = seen.updateValue(job.place, forKey: id)
      else { return nil }
      return FileProblem(
        file: job.place.file, line: job.place.line, path: "id",
        message:
          "'\(id)' is a job already\(first.line.map { " in line \($0)" } ?? ""); each job needs an id of its own")
    }
  }
}

public import Foundation
import MediaBasics
import ModelCatalog

/// How a batch's outputs are called: a path below the manifest's folder, with variables.
///
/// A name that comes from a table can't lead out of the folder: no value may hold a slash, and no part may be `..`.
public struct OutputTemplate: Sendable {
  /// Where nothing is said.
  static let usual = "out/{id}.{ext}"
  /// Where nothing is said, for outputs that share an extension with another one of the job.
  private static let usualOfSeveral = TextTemplate("out/{id}-{output}.{ext}")

  private let text: String
  private let template: TextTemplate
  private let place: SourceNode.Place
  private let isUsual: Bool

  /// Reads a manifest's template, or the one that goes before it; what is wrong is noted.
  init?(reading given: String?, _ reader: inout SettingsReader) {
    let node = reader.take("output")
    place = given == nil ? node?.place ?? SourceNode.Place(file: "") : SourceNode.Place(file: "the command line")
    let written = node == nil ? nil : reader.scalar("output", "a path like \(Self.usual)") { $0 }
    text = given ?? written ?? Self.usual
    isUsual = given == nil && written == nil
    guard let template = TextTemplate(text) else {
      reader.note(place, "output", "a brace has no partner in '\(text)'; write it like \(Self.usual)")
      return nil
    }
    self.template = template
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if text.hasPrefix("/") || text.hasPrefix("~") || parts.contains("..") || parts.last?.isEmpty ?? true
      || text.contains("\0")
    {
      reader.note(
        place, "output",
        "'\(text)' is no path below the manifest's folder; write one like \(Self.usual), without .. or a leading / or ~"
      )
      return nil
    }
  }

  /// The variables in it.
  var variables: Set<String> { template.variables }

  /// The fixed folders at the beginning: where all outputs lie.
  public func folder(below base: URL) -> URL {
    let fixed = text.split(separator: "/").dropLast().prefix { !$0.contains("{") }
    return fixed.reduce(base) { $0.appendingPathComponent(String($1), isDirectory: true) }
  }

  /// The path of an output.
  ///
  /// - Parameter number: tells several results of one job apart, from 1; `nil` where there is one.
  func path(of output: OutputSettings, _ job: ManifestJob, width: Int, height: Int, number: Int?) -> String {
    var values = job.variables
    values["ext"] = output.fileExtension
    values["output"] = output.name ?? output.format
    values["width"] = "\(width)"
    values["height"] = "\(height)"
    values["candidate"] = "\(number ?? 1)"
    let path = template(for: output, job).filled(values)
    guard let number, !template.variables.contains("candidate") else { return path }
    let dot = path.lastIndex(of: ".") ?? path.endIndex
    return "\(path[..<dot])-\(number)\(path[dot...])"
  }

  private func template(for output: OutputSettings, _ job: ManifestJob) -> TextTemplate {
    let alike = job.settings.outputs.count { $0.fileExtension == output.fileExtension }
    return isUsual && alike > 1 ? Self.usualOfSeveral ?? template : template
  }

  /// The paths of all files of a job, in the order of its outputs; a size that nobody asked for, and isn't known before,
  /// counts as none.
  func paths(of job: ManifestJob) -> [String] {
    let numbers = job.candidates > 1 && job.settings.keep == .all ? (1...job.candidates).map(Int?.some) : [nil]
    return numbers.flatMap { number in
      job.settings.outputs.map { output in
        let size = output.size ?? job.settings.size
        return path(of: output, job, width: size?.width ?? 0, height: size?.height ?? 0, number: number)
      }
    }
  }

  /// What is wrong with the names that jobs' outputs get, on their own and beside each other.
  func problems(of jobs: [ManifestJob]) -> [FileProblem] {
    var owners: [String: ManifestJob] = [:]
    return jobs.flatMap { job in
      let paths = paths(of: job)
      var problems = problems(of: job, called: paths)
      if let path = paths.first(where: { owners[$0].map { $0.id != job.id } ?? false }), let other = owners[path] {
        let line = other.place.line.map { " in line \($0)" } ?? ""
        problems.append(
          problem(
            job,
            "job '\(job.id)' would be called '\(path)', as job '\(other.id)'\(line) is; put {id}, or another variable that tells them apart, into the name"
          ))
      }
      for path in paths { owners[path] = job }
      return problems
    }
  }

  private func problems(of job: ManifestJob, called paths: [String]) -> [FileProblem] {
    let known = Set(job.variables.keys).union(["ext", "output", "width", "height", "candidate"])
    var problems = template.variables.subtracting(known).sorted().map { name in
      problem(job, "{\(name)} has no value for job '\(job.id)'; there are: \(known.sorted().joined(separator: ", "))")
    }
    for name in template.variables.intersection(job.variables.keys).sorted() {
      guard let value = job.variables[name], !Self.isName(value.replacing(":", with: "-")) else { continue }
      problems.append(
        problem(
          job, "{\(name)} is '\(value)' in job '\(job.id)', \(Self.nameRule)"))
    }
    if let path = paths.first(where: {
      $0.split(separator: "/").contains { $0.utf8.count > Self.longestName }
    }) {
      problems.append(
        problem(job, "'\(path)' of job '\(job.id)' is too long: names have at most \(Self.longestName) bytes"))
    }
    var names: [String: Int] = [:]
    for (index, path) in paths.prefix(job.settings.outputs.count).enumerated() {
      if let other = names.updateValue(index, forKey: path) {
        problems.append(
          problem(
            job,
            "outputs \(other + 1) and \(index + 1) of job '\(job.id)' would both be '\(path)'; put {output} or {width}x{height} into the name"
          ))
      }
    }
    return problems
  }

  /// What ``isName(_:)`` asks for, as a part of a sentence.
  static let nameRule =
    "so it has at most \(longestName) bytes, can't hold / or control characters, or begin with a dot"

  /// Linux allows 255; the scratch file and the sidecar need some of them.
  private static let longestName = 200

  /// Whether a value may be a part of a file's name.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix(".") && text.utf8.count <= longestName
      && !text.unicodeScalars.contains { $0 == "/" || $0 == "\\" || $0.value < 32 || $0.value == 127 }
  }

  private func problem(_ job: ManifestJob, _ message: String) -> FileProblem {
    let place = place.file.isEmpty ? job.place : place
    return FileProblem(file: place.file, line: place.line, path: "output", message: message)
  }
}

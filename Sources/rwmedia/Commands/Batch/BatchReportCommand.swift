import ArgumentParser
import Foundation
import GenerationWorkflow
import MediaBasics

/// What became of a batch, to be looked at or worked on.
struct BatchReportCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write what became of a batch as a page, a JSON document or a table.",
    discussion: """
      The page works from disk and offline; it goes into the folder of the outputs and finds the videos from there. JSON \
      and CSV go to standard output unless -o names a file.
      """)

  @OptionGroup var batch: BatchArguments

  @Option(help: "html, json or csv. Default: what the file's name ends in, or html.", transform: Parse.format)
  var format: ReportFormat?

  @Option(
    name: [.customShort("o"), .customLong("to")],
    help: "The file to write, over one that is there; - is standard output.",
    completion: .file(), transform: Parse.file)
  var file: URL?

  @OptionGroup var provider: ProviderOptions
  @OptionGroup var report: ReportOptions

  mutating func validate() throws {
    if format == nil, let file, !isToOutput, ReportFormat(rawValue: file.pathExtension.lowercased()) == nil {
      throw ValidationError(
        "'\(file.relativePath)' names no form of report; end it in .html, .json or .csv, or give --format.")
    }
    guard report.json, isToOutput ? chosen != .json : file == nil && chosen == .csv else { return }
    throw ValidationError("--json promises a JSON document; give --format \(chosen.rawValue) a file with -o.")
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    let (format, file, isToOutput) = (chosen, file, isToOutput)
    try await BatchSession(batch, provider).look(console) { desk in
      let report = BatchReport(desk)
      let place = isToOutput ? nil : file ?? (format == .html ? report.usualPlace : nil)
      guard let place else {
        try console.output(await report.data(format, for: desk.manifest.file))
        return
      }
      try await report.write(format, to: place)
      try console.result(
        Written(report: place.path, format: format.rawValue, jobs: desk.manifest.jobs.count), place.relativePath)
    }
    return .done
  }

  private var chosen: ReportFormat {
    format ?? file.flatMap { ReportFormat(rawValue: $0.pathExtension.lowercased()) } ?? .html
  }

  private var isToOutput: Bool { file?.relativePath == "-" }

  private struct Written: Encodable {
    let report: String
    let format: String
    let jobs: Int
  }
}

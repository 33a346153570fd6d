public import Foundation
import MediaBasics

/// A form that a batch's report is written in.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// One self-contained page.
  case html
  /// Everything that is known, for programs.
  case json
  /// A row a job, for spreadsheets.
  case csv
}

/// Tells what became of a batch, as a page, a document or a table.
public struct BatchReport: Sendable {
  private let desk: BatchDesk
  private let summary: BatchSummary?
  private let part: (index: Int, count: Int)?

  /// A report of a batch as it stands, or of what is known of it already.
  ///
  /// - Parameter part: which of several parts it is about, each of which has a page of its own.
  public init(_ desk: BatchDesk, summary: BatchSummary? = nil, part: (index: Int, count: Int)? = nil) {
    self.desk = desk
    self.summary = summary
    self.part = part
  }

  /// Where the page goes unless another place is named: into the folder of the outputs, so that both can be moved
  /// together.
  ///
  /// A page there that is another batch's, or a real one where this is a rehearsal's, is left alone: this one is then
  /// called after its batch, or as its rehearsal.
  public var usualPlace: URL {
    let folder = desk.manifest.output.folder(below: desk.manifest.folder).standardizedFileURL
    let name = String(
      desk.manifest.name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" }.prefix(100))
    let ending = part.map { "-part-\($0.index)-of-\($0.count)" } ?? ""
    let last = folder.appendingPathComponent("report-\(name)\(ending)-rehearsal.html")
    let places = ["report\(ending).html", "report-\(name)\(ending).html"].map { folder.appendingPathComponent($0) }
    return places.first(where: isOurs) ?? (desk.simulated ? last : places[1])
  }

  /// Whether nothing is there, or a page that this one may replace.
  private func isOurs(_ place: URL) -> Bool {
    guard let there = try? FileHandle(forReadingFrom: place) else { return true }
    defer { try? there.close() }
    let beginning = String(decoding: (try? there.read(upToCount: 4096)) ?? Data(), as: UTF8.self)
    return desk.replaceable.contains { beginning.contains(ReportPage.mark(of: $0).text) }
  }

  /// The report's bytes.
  ///
  /// - Parameter place: where it is going to be; a page names its videos from there.
  public func data(_ format: ReportFormat, for place: URL) async throws -> Data {
    var data = Data()
    try await make(format, for: place)({ data += $0 })
    return data
  }

  /// Writes the report, over one that is there.
  ///
  /// - Throws: `file.…` where it can't be written.
  public func write(_ format: ReportFormat, to place: URL) async throws {
    let give = try await make(format, for: place)
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try OutputFile.write(place, overwrite: true) { scratch in
      try Data().write(to: scratch)
      let file = try FileHandle(forWritingTo: scratch)
      defer { try? file.close() }
      try give { try file.write(contentsOf: $0) }
    }
  }

  /// What gives the report piece by piece.
  private func make(_ format: ReportFormat, for place: URL) async throws -> ((Data) throws -> Void) throws -> Void {
    let summary: BatchSummary
    if let known = self.summary { summary = known } else { summary = try await BatchSummary.make(desk) }
    switch format {
    case .html:
      let folder = desk.ledger.folder.appendingPathComponent("thumbnails", isDirectory: true)
      let pictures = try await ReportPictures(folder: folder).make(for: summary.jobs)
      return ReportPage(summary: summary, pictures: pictures, place: place).write
    case .json:
      let document = try summary.document
      return { try $0(document) }
    case .csv:
      let table = ReportTable.data(summary)
      return { try $0(table) }
    }
  }
}

extension BatchSummary {
  /// The summary as a JSON document, the same as `--json` prints it.
  var document: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.dateEncodingStrategy = .iso8601
      return try encoder.encode(self) + Data("\n".utf8)
    }
  }
}

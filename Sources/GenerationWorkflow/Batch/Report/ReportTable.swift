import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// The report as a table for spreadsheets: a row a job (RFC 4180).
enum ReportTable {
  private static let header = [
    "id", "state", "preset", "model", "prompt", "outputs", "delivered", "width", "height", "fps", "frames", "seconds",
    "bytes", "generations", "cost", "expected cost", "currency", "worst seam", "checks", "failed checks", "started",
    "changed", "failure", "message", "hint", "warnings",
  ]

  /// The table's bytes.
  static func data(_ summary: BatchSummary) -> Data {
    let rows = [header] + summary.jobs.map(row)
    return Data(rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined().utf8)
  }

  private static func row(_ job: BatchSummary.Job) -> [String] {
    let texts = [job.id, job.state.rawValue, job.preset ?? "", job.model, list(job.prompts)]
    let places = [list(job.outputs.map(\.path)), list(job.outputs.compactMap(\.delivered))]
    return texts + places + shape(job) + figures(job) + reasons(job)
  }

  private static func shape(_ job: BatchSummary.Job) -> [String] {
    let video = job.outputs.first { !$0.isPicture }
    let shown = video ?? job.outputs.first
    let bytes = job.outputs.map(\.bytes).reduce(0, +)
    return [
      text(shown?.width), text(shown?.height), number(video?.fps), text(video?.frames), number(video?.seconds),
      "\(bytes)",
    ]
  }

  private static func figures(_ job: BatchSummary.Job) -> [String] {
    let broken = job.checks.count { !$0.ok }
    return [
      text(job.tasks.count), text(job.cost.amount), text(job.expectedCost?.amount), job.cost.currency,
      number(job.seams.compactMap(\.ssim).min()), text(job.checks.count), text(broken),
    ]
  }

  private static func reasons(_ job: BatchSummary.Job) -> [String] {
    let times = [job.startedAt, job.changedAt].map { $0.map(ReportText.stamp) ?? "" }
    let failure = [job.failure?.code, job.failure?.message, job.failure?.hint].map { $0 ?? "" }
    return times + failure + [list(job.warnings)]
  }

  private static func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "" }

  private static func number(_ value: Double?) -> String { value.map { ReportText.number($0, decimals: 4) } ?? "" }

  private static func list(_ texts: [String]) -> String { texts.joined(separator: " | ") }

  /// A cell: quoted where it has to be, and never a formula, whatever a manifest's texts begin with.
  private static func cell(_ text: String) -> String {
    let risky = text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? false
    let plain = risky ? "'\(text)" : text
    let needsQuotes = risky || plain.unicodeScalars.contains { ",\"\r\n;\t".unicodeScalars.contains($0) }
    return needsQuotes ? "\"\(plain.replacing("\"", with: "\"\""))\"" : plain
  }
}

import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// The report as one self-contained page: it works from disk and offline; videos and posters are found beside it.
struct ReportPage: Sendable {
  let summary: BatchSummary
  let pictures: [ReportPictures.Job]
  /// Where the page is going to be: what it refers to is named from there.
  let place: URL

  /// Gives the page piece by piece: with the pictures of thousands of jobs it is long.
  func write(_ take: (Data) throws -> Void) throws {
    try take(Data(try opening.text.utf8))
    for (index, (job, pictures)) in zip(summary.jobs, pictures).enumerated() {
      try take(Data(ReportCard(self, job, pictures, index: index).html.text.utf8))
    }
    try take(Data(closing.text.utf8))
  }

  private var opening: HTML {
    get throws {
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(try policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      \(Self.mark(of: BatchDesk.name(of: summary.name, simulated: summary.simulated)))
      <title>\(summary.name): batch report</title>
      <link rel="icon" href="data:,">
      <style>\(HTML(trusted: ReportParts.styles))</style>
      </head>
      <body>
      <a class="hidden skip" href="#jobs">Skip to the videos</a>
      \(head)
      <main>
      <div class="wide overview\(overview.count > 1 ? " two" : "")">\(overview)</div>
      \(tools)
      <section class="wide" aria-labelledby="jobs">
      <h2 class="hidden" id="jobs" tabindex="-1">Videos</h2>
      <p class="nothing" hidden>No job fits. Take a filter away.</p>
      <ul class="jobs" role="list">

      """
    }
  }

  private var closing: HTML {
    """

    </ul>
    </section>
    </main>
    <footer class="wide foot">Made by rwmedia from <code>\(summary.manifest)</code>. Beside each output, \
    <code>NAME.json</code> tells how it was made.</footer>
    <script>\(HTML(trusted: ReportParts.script))</script>
    </body>
    </html>

    """
  }

  /// What tells a page of one batch from another's.
  static func mark(of name: String) -> HTML { "<meta name=\"rwmedia-batch\" content=\"\(name)\">" }

  /// Nothing is run but the page's own script, and nothing fetched but pictures and videos.
  private var policy: String {
    get throws {
      let hash = Data.base64(hexadecimal: try FileHash.sha256(Data(ReportParts.script.utf8)))
      return "default-src 'none'; img-src data: *; media-src *; style-src 'unsafe-inline'; "
        + "script-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
    }
  }

  /// A command that goes on with the batch, for a person to copy: about the same batch, within the same limit unless
  /// another is given.
  func command(_ verb: String, _ arguments: [String] = [], limit: String? = nil) -> String {
    let amount = limit ?? summary.limit.map { "\($0.amount)" }
    let all =
      ["rwmedia", "batch", verb, summary.manifest] + arguments + summary.options
      + (amount.map { ["--max-cost", $0] } ?? [])
    return (all + (summary.simulated ? ["--provider", "sim"] : [])).map(ReportText.quoted).joined(separator: " ")
  }

  /// How a job is called in the page's addresses: its id could be anything.
  static func anchor(_ index: Int) -> String { "job-\(index + 1)" }
}

extension JobState {
  /// What is worth looking at first.
  var rank: Int {
    switch self {
    case .failed: 0
    case .stopped: 1
    case .running: 2
    case .waiting: 3
    case .done: 4
    }
  }
}

import Foundation
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

private let browser = ProcessInfo.processInfo.environment["RWMEDIA_BROWSER"]

/// Guards what a batch's report says in each of its forms, and that nothing in it can act.
@Suite(.timeLimit(.minutes(10))) struct ReportTests {
  private let sample: SampleReport

  init() throws {
    sample = try SampleReport()
  }

  @Test("a page holds its pictures, names videos relative to itself, and takes no name for markup")
  func page() async throws {
    let place = try await sample.page(jobs: 8, as: "report.html")
    let text = try String(contentsOf: place, encoding: .utf8)
    #expect(text.contains("data-video=\"./clip%200.mp4\""))
    #expect(text.contains("<bdi>=&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\u{FFFD}</bdi>"))
    #expect(!text.contains("<img src=x"))
    #expect(!text.contains("<b>on</b>"))
    #expect(!text.contains("http://") && !text.contains("https://"))
    // Each job's screen, its picture as given, and of six as prepared.
    #expect(text.components(separatedBy: "src=\"data:image/webp;base64,").count - 1 == 8 + 8 + 6)
    #expect(text.contains("rwmedia batch retry \(sample.folder.url.path)/batch.yaml --code provider.content-refused"))
    #expect(text.contains("<p>5 done, 1 waiting, 1 stopped, 1 failed</p>"))
  }

  @Test("a page names a file elsewhere by the way that leads there, and no name as a scheme")
  func links() {
    let page = URL(fileURLWithPath: "/shop/out/report.html")
    #expect(ReportText.link(to: "/shop/out/a b/ü?#.mp4", from: page) == "./a%20b/%C3%BC%3F%23.mp4")
    #expect(ReportText.link(to: "/shop/photos/a.png", from: page) == "./../photos/a.png")
    #expect(ReportText.link(to: "/shop/out/javascript:alert(1).mp4", from: page) == "./javascript%3Aalert%281%29.mp4")
  }

  @Test("numbers read the same on every machine")
  func numbers() {
    #expect(ReportText.number(29.970, decimals: 3) == "29.97")
    #expect(ReportText.number(.infinity) == "–")
    #expect([4.25, 59, 200, 7500].map(ReportText.duration) == ["4.2 s", "59 s", "3 min 20 s", "2 h 5 min"])
    #expect([999, 12_400_000].map { ReportText.bytes($0) } == ["999 bytes", "12.4 MB"])
    #expect(ReportText.quoted("it's here/a.yaml") == "'it'\\''s here/a.yaml'")
  }

  @Test("a table has a row a job as Python's reader sees it, and no cell is a formula")
  func table() throws {
    let rows = try Command.output(
      "python3",
      [
        "-c",
        """
        import csv, io, json, sys
        print(json.dumps(list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode(), newline='')))))
        """,
      ], input: ReportTable.data(sample.summary(jobs: 8)))
    let table = try JSONValue(parsing: Data(rows.utf8)).elements ?? []
    #expect(table.count == 8)
    #expect(table[0]["id"] == "sku-0")
    #expect(table[0]["worst seam"] == "0.98")
    #expect(table[1]["failure"] == "provider.content-refused")
    #expect(table[1]["failed checks"] == "1")
    #expect(table[2]["id"]?.text == "'" + SampleReport.nasty)
    #expect(table[0]["delivered"] == "s3://shop-media/autumn/sku-0.mp4")
  }

  @Test("a summary comes back from its document as it was")
  func document() throws {
    let summary = sample.summary(jobs: 8)
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let read = try decoder.decode(BatchSummary.self, from: summary.document)
    #expect(read.jobs.map(\.id) == summary.jobs.map(\.id))
    #expect(try read.document == summary.document)
  }

  @Test("models tell what they cost a second and how long one waits")
  func models() throws {
    let figures = ModelFigures.of(sample.summary(jobs: 8))
    #expect(figures.map(\.model) == ["minimax:1@1", "klingai:5@3"])
    #expect(figures.map(\.generations) == [4, 2])
    #expect(figures.map { "\($0.cost)" } == ["USD 1.30", "USD 0.30"])
    #expect(figures.map(\.seconds) == [24, 12])
  }

  /// `Tests/report/install FOLDER` installs what drives the browser; `RWMEDIA_BROWSER` names that folder.
  @Test(
    "the page in a browser: seen, read aloud, found in, played, and smooth with 500 jobs",
    .enabled(if: browser != nil, "RWMEDIA_BROWSER names no folder with a browser's driver"))
  func inBrowser() async throws {
    let folder = try #require(browser)
    let small = try await sample.page(jobs: 8, as: "report.html")
    let large = try await sample.page(jobs: 500, as: "large.html")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../report/check.py").standardizedFileURL.path
    let pictures = ProcessInfo.processInfo.environment["RWMEDIA_PICTURES"].map { ["--pictures", $0] } ?? []
    let outcome = try await RunningCommand(
      "\(folder)/bin/python", [script, small.path, large.path] + pictures
    ).outcome()
    #expect(outcome.status == 0, "\(outcome.text)\n\(outcome.stderr.suffix(6000))")
    print(outcome.text)
  }
}

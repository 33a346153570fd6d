import Foundation
import MediaBasics
import TestSupport
import Testing

private let server = ProcessInfo.processInfo.environment["RWMEDIA_STORAGE"]

/// Guards what a batch leaves for those who weren't there: the report in its forms, the sidecars, what is delivered elsewhere.
@Suite(.timeLimit(.minutes(10))) struct BatchReportTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (name, colour) in [("a", "red"), ("b", "blue")] {
      try Pillow.make("Image.new('RGB', (64, 36), '\(colour)')", folder / "\(name).png")
    }
  }

  private func manifest(_ jobs: String, name: String = "batch", defaults: String = "") throws {
    let text = """
      version: 1
      output: "out/{id}.{ext}"
      defaults: {model: "bytedance:2@1", duration: 1.2, prompt: "a turn of {id}"\(defaults)}
      jobs:
      \(jobs)

      """
    try Data(text.utf8).write(to: folder / "\(name).yaml")
  }

  private func batch(
    _ command: String, _ more: [String] = [], of name: String = "batch.yaml", environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    try Tool.run(
      ["batch", command, (folder / name).path, "--provider", "sim"] + more,
      environment: ["AWS_ACCESS_KEY_ID": ""].merging(environment) { $1 })
  }

  private func sha256(_ file: URL) throws -> String {
    String(try Command.output("sha256sum", [file.path]).prefix(64))
  }

  @Test("a run leaves its page among the outputs, and beside each how it was made")
  func left() throws {
    try manifest("  - {id: a, image: a.png, seed: 7}\n  - {id: b, image: b.png, outputs: [mp4, poster]}")
    let outcome = try batch("run")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outcome.text.contains("report: \((folder / "out/report.html").path)"))
    let page = try String(contentsOf: folder / "out/report.html", encoding: .utf8)
    #expect(page.contains("data-video=\"./a.mp4\"") && page.contains("href=\"./b.jpg\""))
    let sidecar = try JSONValue(parsing: Data(contentsOf: folder / "out/a.mp4.json"))
    #expect(sidecar["job"] == "a")
    #expect(sidecar["seed"] == 7)
    #expect(sidecar["prompts"] == ["a turn of a"])
    #expect(sidecar["inputs"] == [["file": "a.png", "sha256": .string(try sha256(folder / "a.png"))]])
    #expect(sidecar["output"]?["sha256"]?.text == (try sha256(folder / "out/a.mp4")))
    #expect(sidecar["output"]?["path"] == "out/a.mp4")
    let status = try batch("status", ["--json"]).json()
    #expect(sidecar["tasks"]?.elements?.first?["id"] == status["jobs"]?.elements?[0]["tasks"]?.elements?[0]["id"])
    #expect(sidecar["cost"] == status["jobs"]?.elements?[0]["cost"])
    #expect(FileManager.default.fileExists(atPath: (folder / "out/b.jpg.json").path))
    // Run again, nothing changes; a sidecar that someone wrote over is left alone.
    #expect(try batch("run").status == 0)
    #expect(try JSONValue(parsing: Data(contentsOf: folder / "out/a.mp4.json")) == sidecar)
  }

  @Test("a report is a page among the outputs unless told otherwise; another batch's page is left alone")
  func forms() throws {
    try manifest("  - {id: a, image: a.png}\n  - {id: b, image: b.png}")
    let page = try batch("report", ["--json"])
    #expect(page.status == 0, "\(page.stderr)")
    #expect(try page.json()["report"]?.text == (folder / "out/report.html").path)
    let json = try batch("report", ["--format", "json"])
    #expect(try json.json()["jobs"]?.elements?.map { $0["state"] } == ["waiting", "waiting"])
    let csv = try batch("report", ["--format", "csv", "-o", (folder / "jobs.csv").path])
    #expect(csv.text == (folder / "jobs.csv").path + "\n")
    #expect(try batch("report", ["-o", (folder / "named.csv").path]).status == 0)
    #expect(try Data(contentsOf: folder / "named.csv") == Data(contentsOf: folder / "jobs.csv"))
    let lines = try String(contentsOf: folder / "jobs.csv", encoding: .utf8).components(separatedBy: "\r\n")
    #expect(lines.map { $0.prefix(9) } == ["id,state,", "a,waiting", "b,waiting", ""])
    try manifest("  - {id: c, image: a.png}", name: "other")
    #expect(try batch("report", of: "other.yaml").text == (folder / "out/report-other.html").path + "\n")
    #expect(try batch("report", ["--format", "csv", "--json"]).status == 64)
    #expect(try batch("report", ["--format", "csv", "-o", "-"]).text == lines.joined(separator: "\r\n"))
    #expect(try batch("report", ["-o", "-"]).text.hasPrefix("<!doctype html>"))
    #expect(try batch("report", ["-o", "-", "--json"]).status == 64)
    #expect(try batch("report", ["-o", "x.pdf"]).stderr.contains("'x.pdf' names no form of report"))
  }

  @Test("a rehearsal's page takes no real one's place, a real one takes its rehearsal's")
  func rehearsed() throws {
    try manifest("  - {id: a, image: a.png}")
    let usual = (folder / "out/report.html").path
    let key = ["RUNWARE_API_KEY": "test-key"]
    let manifest = (folder / "batch.yaml").path
    #expect(try batch("report").text == usual + "\n")
    #expect(try Tool.run("batch", "report", manifest, environment: key).text == usual + "\n")
    let real = try Data(contentsOf: folder / "out/report.html")
    let rehearsal = try batch("report").text.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(rehearsal == (folder / "out/report-batch.html").path)
    #expect(try Data(contentsOf: folder / "out/report.html") == real)
    #expect(try batch("report").text == rehearsal + "\n")
  }

  @Test("places to deliver to are read before anything is made; a rehearsal leaves them alone")
  func places() throws {
    try manifest("  - {id: a, image: a.png, deliver: \"out/elsewhere\"}")
    let wrong = try batch("run")
    #expect(wrong.status == 78)
    #expect(wrong.stderr.contains("batch.yaml:5: jobs[0].deliver: this is no place to deliver to"))
    try manifest(
      "  - {id: a, image: a.png, outputs: [mp4, poster], deliver: \"https://example.com/a.mp4?sig=test-signature\"}")
    let few = try batch("plan")
    #expect(few.stderr.contains("1 signed addresses were given for 2 files"))
    #expect(!few.stderr.contains("test-signature"))
    try manifest("  - {id: a, image: a.png, deliver: \"s3://shop-media/autumn\"}")
    let rehearsal = try batch("run")
    #expect(rehearsal.status == 0, "\(rehearsal.stderr)")
    #expect(rehearsal.stderr.contains("nothing is delivered elsewhere"))
  }

  @Test(
    "outputs go to a storage: a wrong key stops all with 77, the right one goes on without generating anything",
    .enabled(if: server != nil, "RWMEDIA_STORAGE names no folder with an S3 server"))
  func delivered() async throws {
    let s3 = try await S3Server.start(try #require(server))
    try manifest(
      "  - {id: a, image: a.png}\n  - {id: b, image: b.png}", defaults: ", deliver: \"s3://shop-media/autumn\"")
    let missing = try batch("run", environment: s3.environment.merging(["AWS_SECRET_ACCESS_KEY": ""]) { $1 })
    #expect(missing.status == 77)
    #expect(missing.stderr.contains("AWS_SECRET_ACCESS_KEY is not set"))
    let wrong = try batch("run", environment: s3.environment.merging(["AWS_SECRET_ACCESS_KEY": "test-wrong"]) { $1 })
    #expect(wrong.status == 77)
    #expect(wrong.stderr.contains("The storage refuses the key for s3://shop-media/autumn/"))
    #expect(!wrong.stderr.contains("test-wrong"))
    let right = try batch("run", ["--json"], environment: s3.environment)
    #expect(right.status == 0, "\(right.stderr)")
    let jobs = try right.json()["jobs"]?.elements ?? []
    #expect(jobs.map { $0["tasks"]?.elements?.count } == [1, 1])
    #expect(
      jobs.map { $0["outputs"]?.elements?.first?["delivered"]?.text } == [
        "s3://shop-media/autumn/a.mp4", "s3://shop-media/autumn/b.mp4",
      ])
    for name in ["a", "b"] {
      let object = try JSONValue(parsing: s3.ask("object", key: "autumn/\(name).mp4"))
      #expect(object["sha256"]?.text == (try sha256(folder / "out/\(name).mp4")))
    }
    #expect(try batch("run", environment: s3.environment).status == 0)
    let puts = try JSONValue(parsing: s3.ask("judge")).elements?.filter { $0["method"] == "PUT" } ?? []
    // One or two were refused with the wrong key.
    #expect((3...4).contains(puts.count))
    // Another picture is another video, there as here.
    let before = try sha256(folder / "out/a.mp4")
    try manifest(
      "  - {id: a, image: b.png}\n  - {id: b, image: b.png}",
      defaults: ", deliver: \"s3://shop-media/autumn\"")
    #expect(try batch("run", environment: s3.environment).status == 0)
    let after = try sha256(folder / "out/a.mp4")
    #expect(after != before)
    #expect(try JSONValue(parsing: s3.ask("object", key: "autumn/a.mp4"))["sha256"]?.text == after)
    #expect(try batch("status", environment: s3.environment).text.contains("2 files delivered elsewhere, too"))
    #expect(
      try String(contentsOf: folder / "out/report.html", encoding: .utf8)
        .contains("delivered to s3://shop-media/autumn/a.mp4"))
  }

  @Test(
    "killed in the middle of a delivery: run again, it arrives, and nothing is generated twice",
    .enabled(if: server != nil, "RWMEDIA_STORAGE names no folder with an S3 server"))
  func killed() async throws {
    // The first file's way breaks at its first two tries, which leaves time to be killed in.
    let s3 = try await S3Server.start(try #require(server), cuts: [1, 2])
    try Data(
      "id,image,deliver\na,a.png,\(String(decoding: s3.ask("sign", key: "signed/a.mp4"), as: UTF8.self).split(separator: "\"")[3])\n"
        .utf8
    ).write(to: folder / "batch.csv")
    let arguments = [
      "batch", "run", (folder / "batch.csv").path, "--provider", "sim", "--model", "bytedance:2@1", "--prompt",
      "a mug",
    ]
    let environment = ["NO_PROXY": "127.0.0.1"]
    let command = try Tool.start(arguments, environment: environment)
    try await command.signal(SIGKILL) {
      (try JSONValue(parsing: s3.ask("judge")).elements?.count ?? 0) >= 1
    }
    #expect(try await command.outcome().status == 128 + SIGKILL)
    let again = try await Tool.start(arguments + ["--json"], environment: environment).outcome()
    #expect(again.status == 0, "\(again.stderr)")
    #expect(try again.json()["jobs"]?.elements?.first?["tasks"]?.elements?.count == 1)
    let object = try JSONValue(parsing: s3.ask("object", key: "signed/a.mp4"))
    #expect(object["sha256"]?.text == (try sha256(folder / "out/a.mp4")))
    let shown = try again.json()["jobs"]?.elements?.first?["outputs"]?.elements?.first?["delivered"]?.text
    #expect(shown == "\(s3.address)/shop-media/signed/a.mp4")
  }
}

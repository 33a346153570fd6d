import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards that a plan tells what a run will pay for, and what keeps it from succeeding, before anything is bought.
@Suite struct BatchPlanTests {
  private let rig: BatchRig

  init() throws {
    rig = try BatchRig()
    try Pillow.make("Image.new('RGB', (20, 64), (0, 255, 0))", rig.folder / "a.png")
  }

  @Test("clips that the ledger has are counted as that, and cost nothing once more")
  func reused() throws {
    try rig.manifest("  - {id: a}\n  - {id: b}\n  - {id: c, count: 2}")
    #expect(try rig.batch("run", "--only", "a", "--only", "c").status == 0)
    try rig.manifest("  - {id: a}\n  - {id: b}\n  - {id: c, count: 2}", "duration: 1.2, outputs: [mp4, poster]")
    let plan = try rig.batch("plan", "--json").json()
    let jobs = try #require(plan["jobs"]?.elements)
    #expect(jobs.map { $0["generations"]?.int } == [1, 1, 2])
    #expect(jobs.map { $0["reused"]?.int } == [1, 0, 2])
    let prices = jobs.map { $0["expectedCost"]?["amount"]?.double ?? -1 }
    #expect(prices[0] == 0 && prices[1] > 0 && prices[2] == 0, "\(prices)")
    #expect(plan["expectedCost"]?["amount"]?.double == prices[1])
    let text = try rig.batch("plan").text
    #expect(text.contains("4 generations (the ledger has 3 already) from 1 input"), "\(text)")
    // What is to be made anew is bought.
    #expect(try rig.batch("plan", "--no-reuse", "--only", "a", "--json").json()["reused"] == 0)
  }

  @Test("an output that is what a job is made from is refused for all, whatever may be overwritten")
  func ontoInput() throws {
    let photo = rig.folder / "b.jpg"
    try Pillow.make("Image.new('RGB', (64, 36), 'blue')", photo)
    let before = try Data(contentsOf: photo)
    let text = """
      output: "{id}.{ext}"
      defaults: {model: "bytedance:2@1", prompt: turn, duration: 1.2}
      jobs: [{id: a, image: a.png}, {id: b, image: a.png, outputs: [mp4, poster]}, {id: c, image: b.jpg}]
      """
    try Data(text.utf8).write(to: rig.folder / "batch.yaml")
    let outcome = try rig.batch("run", "--overwrite")
    #expect(outcome.status == 78)
    #expect(outcome.stderr.contains("An output is one of the inputs, '"), "\(outcome.stderr)")
    #expect(try Data(contentsOf: photo) == before)
    #expect(try rig.states(rig.batch("status", "--json")) == ["waiting", "failed", "waiting"])
  }

  @Test("files of earlier outputs are the batch's own when these are asked for again")
  func outputsAndBack() throws {
    for outputs in ["[mp4]", "[webm]", "[mp4, webm]"] {
      try rig.manifest("  - {id: a}", "duration: 1.2, outputs: \(outputs)")
      let outcome = try rig.batch("run", "--json")
      #expect(outcome.status == 0, "\(outputs): \(outcome.stderr)")
    }
  }

  @Test("the schema is a JSON document, with --json as without")
  func schema() throws {
    let plain = try Tool.run("batch", "schema")
    #expect(try plain.json()["$schema"]?.text?.contains("json-schema.org") == true)
    #expect(try Tool.run("batch", "schema", "--json").text == plain.text)
  }

  @Test("a picture's first clip, which no candidates compete for, counts once")
  func candidates() throws {
    try rig.manifest(#"  - {id: a, model: "minimax:1@1"}"#, "length: 10, count: 3")
    #expect(try rig.batch("plan", "--json").json()["generations"] == 4)
  }

  @Test("a folder that was moved keeps its files: what it made is known by its contents, and nothing is bought anew")
  func moved() throws {
    try rig.manifest("  - {id: a}\n  - {id: b, outputs: [mp4, poster]}")
    let before = try rig.batch("run", "--json").json()
    let place = try TemporaryFolder()
    try FileManager.default.moveItem(at: rig.folder.url, to: place / "moved")
    let file = (place / "moved/batch.yaml").path
    let again = try Tool.run("batch", "run", file, "--provider", "sim", "--json")
    #expect(again.status == 0, "\(again.stderr)")
    #expect(try rig.states(again) == ["done", "done"])
    #expect(try again.json()["cost"] == before["cost"])
    // One that was changed by hand is still not ours to replace.
    try Data("mine".utf8).write(to: place / "moved/out/a.mp4")
    #expect(try Tool.run("batch", "run", file, "--provider", "sim").status == 73)
  }

  @Test("a file that is no picture is told before anything is sent")
  func brokenPicture() throws {
    try Data("no picture".utf8).write(to: rig.folder / "b.png")
    try rig.manifest("  - {id: a}\n  - {id: b, image: b.png}")
    let plan = try rig.batch("plan", "--json")
    #expect(plan.status == 1)
    #expect(try plan.json()["jobs"]?.elements?.map { $0["isWrong"]?.flag } == [false, true])
    #expect(plan.text.contains("is no picture of a known kind"), "\(plan.text)")
  }

  @Test("jobs with one picture and different backgrounds each get their own")
  func backgrounds() throws {
    try rig.manifest(
      ##"  - {id: a, background: "#ff0000"}"## + "\n"
        + ##"  - {id: b, background: "#0000ff"}"##)
    let outcome = try rig.batch("run", "--json")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let images = try #require(try outcome.json()["jobs"]?.elements).compactMap { $0["prepared"]?.text }
    let corners = try images.map { try Pillow.open(URL(fileURLWithPath: $0), at: [(0, 0)]).pixels[0] }
    #expect(corners == [[255, 0, 0], [0, 0, 255]])
  }
}

import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards what a manifest may not ask for: what would be bought and not be seen, lie elsewhere, or be lost.
@Suite struct ManifestMistakeTests {
  private let folder: TemporaryFolder
  private static let defaults = #"defaults: {model: "minimax:1@1", duration: 6, prompt: a mug}"#

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "nothing in a manifest leads out of its folder: neither its name nor a variable nor an output's name",
    arguments: [
      (#"name: "../../victim""#, "{id: a}", "'../../victim' names folders"),
      ("name: \(String(repeating: "n", count: 201))", "{id: a}", "at most 200 bytes"),
      ("", #"{id: a, variables: {id: "../../evil"}}"#, "{id} is always there"),
      ("", #"{id: a, variables: {model: "../x"}}"#, "{model} is always there"),
      ("", #"{id: a, outputs: [{format: mp4, name: "x/../../evil"}]}"#, "can't hold /"),
      (#"output: "out/{id}{id}.{ext}""#, "{id: \(String(repeating: "i", count: 120))}", "is too long"),
    ])
  func escapes(head: String, job: String, message: String) {
    let found = folder.manifestProblems("\(head)\n\(Self.defaults)\njobs: [\(job)]")
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test(
    "two jobs never deliver to one file",
    arguments: [
      ("out/video.{ext}", "{id: a}, {id: b}", "job 'b' would be called 'out/video.mp4', as job 'a'"),
      (
        "out/{sku}.{ext}", "{id: a, variables: {sku: 1}}, {id: b, variables: {sku: 1}}",
        "job 'b' would be called 'out/1.mp4'"
      ),
      (nil, "{id: a, count: 2, keep: all}, {id: a-1}", "job 'a-1' would be called 'out/a-1.mp4', as job 'a'"),
    ] as [(String?, String, String)])
  func collisions(output: String?, jobs: String, message: String) {
    let found = folder.manifestProblems("\(Self.defaults)\njobs: [\(jobs)]", output: output)
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  @Test(
    "more results than are delivered aren't paid for, whichever layer asks for them; a parameter has a name",
    arguments: [
      ("set: {numberResults: 4}", "a job would deliver one and pay for all; write count: NUMBER"),
      ("byProvider: {runware: {numberResults: 4}}", "a job would deliver one and pay for all; write count: NUMBER"),
      (#"byProvider: {"minimax:1@1": {numberResults: 4}}"#, "a job would deliver one and pay for all"),
      (#"set: {".": 1}"#, "a parameter has no name"), (#"set: {"": 1}"#, "a parameter has no name"),
    ])
  func parameters(settings: String, message: String) {
    let found = folder.manifestProblems("\(Self.defaults)\njobs: [{id: a, \(settings)}]")
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  @Test("jobs of one name in different sizes are different files")
  func sizes() throws {
    let manifest = try folder.manifest(
      """
      output: "out/{sku}-{width}x{height}.{ext}"
      defaults: {model: "minimax:1@1", prompt: a mug, variables: {sku: 1}}
      jobs: [{id: a, size: 1366x768}, {id: b, size: 768x1366}, {id: c, outputs: [{format: mp4, size: 480x480}, mp4]}]
      """)
    #expect(manifest.jobs.count == 3)
  }

  @Test(
    "what would be paid for and not be seen is refused",
    arguments: [
      ("prompt: [red, blue mug]", "2 prompts were given for one clip"),
      ("length: 12, image: a.png, lastImage: b.png", "lastImage: a chain to a length takes none"),
      ("length: 12, image: a.png, referenceImages: [b.png]", "referenceImages: a chain to a length takes none"),
      ("length: 12, image: a.png, audios: [b.mp3]", "audios: a chain to a length takes none"),
      ("length: 12, image: a.png, video: b.mp4", "image: a chain begins with an image or a video"),
      ("outputs: []", "outputs: nothing would be delivered"),
    ])
  func unseen(settings: String, message: String) {
    let found = folder.manifestProblems("\(Self.defaults)\njobs: [{id: a, \(settings)}]")
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  @Test("a table's | separates prompts, and so isn't taken for one clip's text")
  func separator() {
    let found = folder.manifestProblems("id,model,prompt\na,minimax:1@1,red | blue mug\n", as: "t.csv")
    #expect(found.count == 1 && found[0].hasPrefix("2 jobs[0].prompt: 2 prompts were given"), "\(found)")
  }

  @Test(
    "a value of a wrong kind is told, not passed over",
    arguments: [
      ("defaults: foo", "{id: a}", "defaults: 'foo' was given; write settings"),
      ("defaults: [{duration: 6}]", "{id: a}", "defaults: a list was given; write settings"),
      ("defaults: {id: x}", "{id: a}", "defaults.id: each job has an id of its own"),
      ("output: [x]", "{id: a}", "output: a list was given; write a path"),
      ("", "{id: a, variables: foo}", "variables: settings were expected here, as NAME: VALUE; this is 'foo'"),
      ("", "{id: a, variables: {x: [1]}}", "variables.x: a list was given; write a text"),
      ("", "{id: a, byProvider: foo}", "byProvider: 'foo' was given; write providers and models"),
      ("", "{id: a, byProvider: {runware: 5}}", "byProvider.runware: '5' was given; write parameters"),
      ("", "{id: a, byProvider: {runwaer: {x: 1}}}", "byProvider.runwaer: this is no provider and no model; did you"),
    ])
  func kinds(head: String, job: String, message: String) {
    let job = job.replacing("{id: a", with: #"{id: a, model: "minimax:1@1", prompt: a mug"#)
    let found = folder.manifestProblems("\(head)\njobs: [\(job)]")
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  @Test(
    "a column that no text uses and that is called nearly like a setting is taken for a slip",
    arguments: [
      ("Image", "image"), ("imgae", "image"), ("lenght", "length"), ("negative prompt", "negativePrompt"),
      ("videos", "video"),
    ])
  func slips(column: String, setting: String) {
    let found = folder.manifestProblems(
      "id,model,prompt,\(column)\na,minimax:1@1,x,1\nb,minimax:1@1,x,2\n", as: "t.csv")
    #expect(found.count == 1 && found[0].contains("nearly like the setting '\(setting)'"), "\(found)")
  }

  @Test(
    "any other column is a variable, whether or not a text uses it; so is one called like a setting that a text uses")
  func columns() throws {
    let manifest = try folder.manifest(
      "id,model,prompt,sku,price,Size\na,minimax:1@1,in {Size},7,1.10,XL\n", as: "t.csv")
    #expect(manifest.jobs.first?.settings.prompts == ["in XL"])
    #expect(manifest.jobs.first?.variables["sku"] == "7")
  }

  @Test(
    "a cell is a text whatever number it looks like", arguments: ["nan", "inf", "-Infinity", "1e999", "0x10", "1.10"])
  func numbers(cell: String) throws {
    let job = try #require(
      try folder.manifest("id,model,prompt\na,minimax:1@1,\(cell)\n", as: "t.csv").jobs.first)
    #expect(job.settings.prompts == [cell])
    #expect(job.source["prompt"] == .string(cell))
    #expect(try !job.source.data().isEmpty)
  }

  @Test(
    "a manifest without jobs is told as that",
    arguments: [("batch.yaml", "jobs: []"), ("t.csv", "id,model,prompt\n"), ("batch.yaml", "jobs: other.yaml")])
  func empty(name: String, text: String) throws {
    let found = folder.manifestProblems(text, as: name)
    #expect(found.count == 1 && found[0].contains("jobs"), "\(found)")
  }

  @Test("a mistake that a thousand rows make is told once, where it is made first, and how often")
  func often() throws {
    let rows = (1...1000).map { "j\($0),minimax:1@1,a {thing}\n" }.joined()
    let error = #expect(throws: WorkflowError.self) {
      try folder.manifest("id,model,prompt\n\(rows)", as: "t.csv")
    }
    #expect(error?.report.message.contains("t.csv:2: jobs[0].prompt: {thing} has no value") == true)
    #expect(error?.report.message.hasSuffix("(and 999 more like it)") == true)
  }

  @Test("a prompt may name the model")
  func model() throws {
    let manifest = try folder.manifest(#"jobs: [{id: a, model: "minimax:1@1", prompt: "by {model}"}]"#)
    #expect(manifest.jobs.first?.settings.prompts == ["by minimax:1@1"])
  }
}

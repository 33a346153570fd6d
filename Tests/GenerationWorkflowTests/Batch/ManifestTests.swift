import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards manifests: what is written is what is asked for, and every mistake is told at once with its line.
@Suite struct ManifestTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("the smallest manifest: defaults under the job, its variables in the prompt, paths relative to the file")
  func smallest() throws {
    let manifest = try folder.manifest(
      """
      version: 1
      output: out/{id}.{ext}
      defaults: {model: "minimax:1@1", duration: 6, fit: contain, background: "#ffffff", prompt: "a slow turn of {name}"}
      jobs:
        - id: sku-1
          image: photos/mug.jpg
          variables: {name: "a red mug"}
      """)
    let job = try #require(manifest.jobs.first)
    #expect(manifest.name == "batch")
    #expect(job.settings.prompts == ["a slow turn of a red mug"])
    #expect(job.settings.duration == Rational(6))
    #expect(job.settings.background == .white)
    #expect(job.model.id == "minimax:1@1")
    guard case .file(let image) = job.media("photos/mug.jpg") else { throw CancellationError() }
    #expect(image.path == (folder / "photos/mug.jpg").path)
    #expect(
      manifest.output.path(of: job.settings.outputs[0], job, width: 10, height: 10, number: nil) == "out/sku-1.mp4")
  }

  @Test("how clips are chained goes to the chain as it stands in the manifest; unsaid, it is as extend does it")
  func chain() throws {
    let manifest = try folder.manifest(
      """
      defaults: {model: "minimax:1@1", image: mug.jpg, length: 20, prompt: a}
      jobs:
        - {id: plain}
        - {id: chosen, seam: "crossfade:0.5", matchColor: true, loop: true, quality: 70}
      """)
    let requests = try manifest.jobs.compactMap { job -> ExtendRequest? in
      guard case .chain(let request) = try JobRecipe(job, video: folder / "out.mp4") else { return nil }
      return request
    }
    #expect(requests.map(\.seam) == [.drop, .crossfade(try #require(Rational(1, 2)))])
    #expect(requests.map(\.matchesColor) == [false, true])
    #expect(requests.map(\.loop) == [false, true])
    #expect(requests.map(\.quality) == [requests[0].quality, 70])
    let wrong = folder.manifestProblems(
      "jobs: [{id: a, model: 'minimax:1@1', image: mug.jpg, length: 20, prompt: a, matchColor: perhaps}]")
    #expect(wrong == ["1 jobs[0].matchColor: 'perhaps' was given; write true or false"])
  }

  @Test("what a job asks for and won't get is told; what defaults say for other jobs isn't")
  func unheeded() throws {
    let manifest = try folder.manifest(
      """
      defaults: {model: "minimax:1@1", prompt: p, image: a.png, duration: 6, seam: keep}
      jobs:
        - {id: one}
        - {id: seam, seam: drop, matchColor: true}
        - {id: loop, loop: true}
        - {id: chain, length: 12, loop: true}
        - {id: both, length: 12, duration: 6, fps: 24}
      """)
    let joins = "needs clips that are joined: write a length in place of the duration."
    let chained = "isn't heeded beside a length, to which clips of any duration are chained."
    #expect(
      manifest.jobs.map(\.warnings) == [
        [], ["'seam' \(joins)", "'matchColor' \(joins)"], ["'loop' \(joins)"], [],
        ["'duration' \(chained)", "'fps' \(chained)"],
      ])
  }

  @Test("a job's settings lie over the defaults, these over the preset; what is nested is laid over member by member")
  func layers() throws {
    let manifest = try folder.manifest(
      """
      preset: turntable
      defaults:
        set: {providerSettings: {klingai: {soundVolume: 1}}}
        variables: {name: a mug, colour: red}
      jobs:
        - id: a
          image: a.png
          set: {providerSettings: {klingai: {originalAudioVolume: 2}}}
          variables: {name: a cup}
        - id: b
          image: b.png
          model: minimax:1@1
          duration: 6
          prompt: "{name} in {colour}"
          byProvider: {runware: {steps: 20}, runway: {steps: 30}, "minimax:1@1": {CFGScale: 3}}
      """)
    let (a, b) = (manifest.jobs[0].settings, manifest.jobs[1].settings)
    #expect(a.model == "klingai:6@1")
    #expect(a.prompts.first?.contains("shot of a cup on a seamless") == true)
    #expect(a.set == ["providerSettings": ["klingai": ["soundVolume": 1, "originalAudioVolume": 2]]])
    #expect(a.outputs.map(\.format) == ["mp4", "webm", "jpeg"])
    #expect(b.prompts == ["a mug in red"])
    #expect(b.set["steps"] == 20)
    #expect(b.set["CFGScale"] == 3)
  }

  @Test("a table's columns are settings or variables; cells with commas, quotes and line breaks come whole")
  func table() throws {
    let manifest = try folder.manifest(
      "\u{FEFF}id;image;name;note;outputs;duration\r\nsku-1;a.png;\"a \"\"red\"\"; mug\";\"two\nlines\";mp4|poster;6\r\n\r\nsku-2;b.png;plain;;;6\r\n",
      as: "products.csv", overrides: ["model": "minimax:1@1", "prompt": "a turn of {name}"])
    #expect(manifest.jobs.map(\.id) == ["sku-1", "sku-2"])
    #expect(manifest.jobs[0].settings.prompts == ["a turn of a \"red\"; mug"])
    #expect(manifest.jobs[0].variables["note"] == "two\nlines")
    #expect(manifest.jobs[0].settings.outputs.map(\.format) == ["mp4", "jpeg"])
    #expect(manifest.jobs[1].settings.outputs.map(\.format) == ["mp4"])
    #expect(manifest.jobs[1].place.line == 5)
  }

  @Test("a manifest may take its jobs from a table beside it")
  func tableInManifest() throws {
    try Data("id,image\nx,x.png\n".utf8).write(to: folder / "jobs.csv")
    let manifest = try folder.manifest("jobs: jobs.csv\ndefaults: {model: 'minimax:1@1', duration: 6, prompt: a mug}")
    #expect(manifest.jobs.map(\.id) == ["x"])
  }

  @Test("every mistake is told at once, with its line and what to write")
  func mistakes() throws {
    let found = folder.manifestProblems(
      """
      version: 1
      output: out/{id}.{ext}
      defaults: {model: "minimax:1@1", prompt: "a {thing}"}
      jobs:
        - id: one
          durration: 6
        - id: two
          size: large
          variables: {thing: mug}
        - id: one
          variables: {thing: mug}
        - image: a.png
        - id: three
          model: minimax:1@l
          variables: {thing: mug}
        - id: ../four
        - id: five
          outputs: [mp4, gif]
          count: 9
          variables: {thing: mug}
      """)
    #expect(found.contains("6 jobs[0].durration: 'durration' is no setting here; did you mean 'duration'?"))
    #expect(
      found.contains { $0.hasPrefix("5 jobs[0].prompt: {thing} has no value; write it under the job's variables") })
    #expect(found.contains("8 jobs[1].size: 'large' was given; write a size in pixels, WxH, such as 1366x768"))
    #expect(found.contains("12 jobs[3].id: an id is missing; write id: and a name that no other job has"))
    #expect(
      found.contains { $0.hasPrefix("14 jobs[4].model: No model is called 'minimax:1@l'. Did you mean minimax:1@1") })
    #expect(found.contains { $0.hasPrefix("16 jobs[5].id: '../four' names files") })
    #expect(found.contains { $0.hasPrefix("18 jobs[6].outputs[1]: 'gif' was given; write one of mp4, webm") })
    #expect(found.contains("19 jobs[6].count: '9' was given; write 1…8 candidates"))
    #expect(found.contains("10 id: 'one' is a job already in line 5; each job needs an id of its own"))
    #expect(found.count == 9, "\(found)")
  }

  @Test("two jobs of one id are told with the first one's line")
  func duplicate() throws {
    let found = folder.manifestProblems(
      "defaults: {model: 'minimax:1@1', prompt: a mug}\njobs:\n  - id: a\n  - id: a\n")
    #expect(found == ["4 id: 'a' is a job already in line 3; each job needs an id of its own"])
  }

  @Test(
    "names of outputs can't leave the folder, nor meet",
    arguments: [
      ("../{id}.{ext}", "is no path below the manifest's folder"), ("/tmp/{id}.{ext}", "is no path below"),
      ("out/", "is no path below"), ("out/{sku}.{ext}", "{sku} has no value"), ("out/{id", "a brace has no partner"),
      ("out/all.{ext}", "would both be"),
      ("out/{evil}.{ext}", "can't hold / or control characters, or begin with a dot"),
    ])
  func names(output: String, message: String) throws {
    let found = folder.manifestProblems(
      """
      output: "\(output)"
      defaults: {model: "minimax:1@1", prompt: a mug, variables: {evil: ../../etc}}
      jobs:
        - id: a
          outputs: [mp4, {format: mp4, size: 480x480}]
      """)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test(
    "what is no YAML or no table is told with its line",
    arguments: [
      ("jobs: [a, {b]", "batch.yaml", 1), ("jobs:\n  - id: 'a\n", "batch.yaml", 3), ("id,\"image\n1,2\n", "t.csv", 1),
      ("", "t.csv", 1), ("id,id\n1,2\n", "t.csv", 1), ("id\n1,2\n", "t.csv", 2),
    ])
  func broken(text: String, name: String, line: Int) throws {
    let file = folder / name
    try Data((text.isEmpty ? " " : text).utf8).write(to: file)
    let error = #expect(throws: WorkflowError.self) {
      try BatchManifest.read(file, presets: .builtIn, catalog: .builtIn)
    }
    let problem = error?.report.details["problems"]?.elements?.first
    #expect(problem?["line"]?.int == line, "\(String(describing: problem))")
  }

  @Test("aliases that expand without end are refused, not expanded")
  func bomb() throws {
    var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for (name, before) in zip("bcdefgh", "abcdefg") {
      text += "\(name): &\(name) [\(Array(repeating: "*\(before)", count: 10).joined(separator: ", "))]\n"
    }
    let found = folder.manifestProblems(text)
    #expect(found.first?.contains("more than 1000000 values") == true, "\(found)")
  }

  @Test("every built-in preset makes a job that its model takes, once its variables are there")
  func presets() throws {
    #expect(PresetCatalog.builtIn.presets.count >= 6)
    for preset in PresetCatalog.builtIn.presets {
      let variables = preset.variables.keys.map { "\($0): a thing" }.joined(separator: ", ")
      let manifest = try folder.manifest(
        "output: '{id}-{output}.{ext}'\njobs:\n  - {id: a, preset: \(preset.name), image: a.png, variables: {\(variables)}}"
      )
      let job = try #require(manifest.jobs.first)
      var asked = GenerationRequest(
        model: job.model.id, prompt: job.settings.prompts.first, negativePrompt: job.settings.negativePrompt,
        duration: job.settings.duration, size: job.model.defaultSize,
        frameImages: [FrameImage(.identifier("x"), at: .first)], extra: job.settings.set)
      asked = job.model.completing(asked)
      let errors = RequestChecker.issues(in: asked, for: job.model).filter { $0.severity == .error }
      #expect(errors.isEmpty, "\(preset.name): \(errors.map(\.message))")
    }
  }
}

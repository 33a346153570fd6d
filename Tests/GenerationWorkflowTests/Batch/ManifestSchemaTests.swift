import Foundation
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards what editors tell people: the schema says what the reader says, judged by an implementation of JSON Schema.
@Suite struct ManifestSchemaTests {
  @Test func `the schema has every setting that the reader has, and no other`() throws {
    #expect(try settings(of: "job") == JobSettings.names)
    #expect(try settings(of: "settings") == JobSettings.names.subtracting(["id"]))
  }

  private func settings(of definition: String) throws -> Set<String> {
    let schema = try JSONValue(parsing: Data(ManifestSchema.text.utf8))
    guard case .object(let members)? = schema["$defs"]?[definition]?["properties"] else { return [] }
    return Set(members.keys)
  }

  @Test(arguments: [
    "jobs: [{id: a, image: a.png}]",
    "{version: 1, output: 'o/{id}.{ext}', preset: turntable, jobs: products.csv}",
    "{defaults: {model: 'minimax:1@1', duration: 6, fps: 24, background: '#ffffff'}, jobs: [{id: 7, duration: 7.5s}]}",
    "jobs: [{id: a, outputs: [mp4, poster, {format: webm, size: 640x360, fps: 30000/1001}], checks: {seam: 0.9}}]",
    "jobs: [{id: a, set: {fps: 24}, byProvider: {runware: {acceleration: high}}, seam: 'crossfade:0.5', loop: true}]",
    "jobs: [{id: a, image: a.png, length: 20, matchColor: true}]",
  ])
  func `a right manifest passes`(manifest: String) throws {
    #expect(try mistakes(in: manifest) == [])
  }

  @Test(arguments: [
    ("{version: 2, jobs: [{id: a}]}", "version"),
    ("defaults: {model: x}", ""),
    ("jobs: [{image: a.png}]", "jobs/0"),
    ("jobs: [{id: a, promt: x}]", "jobs/0"),
    ("jobs: [{id: a, quality: 120}]", "jobs/0/quality"),
    ("jobs: [{id: a, size: big}]", "jobs/0/size"),
    ("jobs: [{id: a, duration: 0}]", "jobs/0/duration"),
    ("jobs: [{id: a, fit: cut}]", "jobs/0/fit"),
    ("jobs: [{id: a, outputs: [avi]}]", "jobs/0/outputs/0"),
    ("jobs: [{id: ../a}]", "jobs/0/id"),
    ("{name: ../a, jobs: [{id: a}]}", "name"),
    ("jobs: [{id: a, outputs: [{format: mp4, name: a/b}]}]", "jobs/0/outputs/0/name"),
    ("jobs: [{id: a, outputs: []}]", "jobs/0/outputs"),
  ])
  func `a mistake is marked where it stands`(manifest: String, place: String) throws {
    #expect(try mistakes(in: manifest) == [place])
  }

  /// Where a manifest breaks the schema.
  private func mistakes(in manifest: String) throws -> [String] {
    let folder = try TemporaryFolder()
    try Data(ManifestSchema.text.utf8).write(to: folder / "schema.json")
    try Data(manifest.utf8).write(to: folder / "manifest.yaml")
    let script = """
      import json, sys, yaml, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      found = jsonschema.Draft202012Validator(schema).iter_errors(yaml.safe_load(open(sys.argv[2])))
      for error in found: print("/".join(str(part) for part in error.absolute_path))
      """
    return try Command.output(
      "/usr/bin/python3", ["-c", script, (folder / "schema.json").path, (folder / "manifest.yaml").path]
    ).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}

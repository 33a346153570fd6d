import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `models` and `doctor`: what people and programs look up before they spend money.
@Suite struct CatalogCommandsTests {
  @Test("models list names each model once, and --provider chooses")
  func list() throws {
    let all = try #require(try Tool.run("models", "list", "--json").json()["models"]?.elements)
    let ids = all.compactMap { $0["id"]?.text }
    #expect(ids.count > 100 && Set(ids).count == ids.count)
    #expect(["klingai:5@3", "minimax:1@1", "runware:108@22", "gen4.5"].allSatisfy(ids.contains))
    let runway = try #require(
      try Tool.run("models", "list", "--provider", "runway", "--json").json()["models"]?.elements)
    #expect(!runway.isEmpty && runway.count < all.count)
    #expect(runway.allSatisfy { $0["provider"] == "runway" })
    #expect(try Tool.run("models").text.split(separator: "\n").count == all.count)
  }

  @Test("models show tells sizes, durations and who says so")
  func show() throws {
    let text = try Tool.run("models", "show", "minimax:1@1").text
    #expect(text.contains("sizes: 1366x768"))
    #expect(text.contains("durations: 6 s"))
    #expect(text.contains("frame rates: 25 fps"))
    #expect(text.contains("source (documented): "))
    let json = try Tool.run("models", "show", "klingai:5@3", "--json").json()
    #expect(json["id"] == "klingai:5@3")
  }

  @Test("a model of which one document tells is shown with a warning")
  func warned() throws {
    let outcome = try Tool.run("models", "show", "runware:108@22")
    #expect(outcome.status == 0)
    #expect(outcome.stderr.contains("warning: "), "\(outcome.stderr)")
  }

  @Test("an unknown model ends with 64 and names those that are spelt like it")
  func unknown() throws {
    let outcome = try Tool.run("models", "show", "klingai:5@33", "--json")
    #expect(outcome.status == 64)
    #expect(try outcome.failure()["code"] == "catalog.unknown-model")
    #expect(try outcome.failure()["hint"]?.text?.contains("klingai:5@3") == true)
  }

  @Test("doctor says which keys are there and never what they are")
  func doctor() throws {
    let environment = ["RUNWARE_API_KEY": "test-key-in-environment"]
    for arguments in [["doctor"], ["doctor", "--json"], ["doctor", "--verbose"]] {
      let outcome = try Tool.run(arguments, environment: environment)
      #expect(outcome.status == 0)
      #expect(!outcome.text.contains("test-key") && !outcome.stderr.contains("test-key"))
    }
    let json = try Tool.run("doctor", "--json", environment: environment).json()
    #expect(json["ok"] == true)
    #expect(
      json["keys"] == [
        ["variable": "RUNWARE_API_KEY", "present": true], ["variable": "RUNWAYML_API_SECRET", "present": false],
      ])
    #expect(json["encoders"]?.elements?.contains { $0["name"] == "libx264" && $0["found"] == true } == true)
    #expect(json["libraries"]?["libvips"]?.text?.isEmpty == false)
  }

  @Test("a key in the working folder's .env file counts, and isn't shown either")
  func dotenv() throws {
    let folder = try TemporaryFolder()
    try Data("# keys\nexport RUNWAYML_API_SECRET='test-key-in-file'\n".utf8).write(to: folder / ".env")
    let command = try Command.run(
      "/usr/bin/env", ["-u", "RUNWAYML_API_SECRET", Tool.path, "doctor", "--json"], folder: folder.url)
    #expect(try command.json()["keys"]?.elements?.last?["present"] == true)
    #expect(!command.text.contains("test-key"))
  }
}

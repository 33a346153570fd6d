import Foundation
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards tables as spreadsheets and shops write them.
@Suite struct TableTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func names(_ data: Data) throws -> [String?] {
    let file = folder / "t.csv"
    try data.write(to: file)
    return try BatchManifest.read(
      file, presets: .builtIn, catalog: .builtIn, overrides: ["model": "minimax:1@1", "prompt": "{name}"]
    ).jobs.map(\.settings.prompts.first)
  }

  @Test(
    "a table is read whatever separates its cells and ends its lines",
    arguments: [
      "id,name\na,mug\n", "id;name\r\na;mug\r\n", "id\tname\ra\tmug\r", "sep=;\nid;name\na;mug\n",
      "\u{FEFF}\"id\",\"name\"\n\"a\",\"mug\"", "\"id\";name;\"w,x,y,z\"\na;mug;1\n",
    ])
  func separators(text: String) throws {
    #expect(try names(Data(text.utf8)) == ["mug"])
    let wide = try #require(text.data(using: .utf16))
    #expect(try names(wide) == ["mug"], "in UTF-16")
  }

  @Test("a mark that combines with what stands before it hides no separator")
  func combining() throws {
    #expect(try names(Data("id,name\na,\u{301}x\n".utf8)) == ["\u{301}x"])
  }

  @Test(
    "what is no table is told with its line and what to do",
    arguments: [
      (Data("id,name\na,\"mug\"red\n".utf8), 2, "text follows a closing quote"),
      (Data("id,name\ra,b\rc,\"d\r".utf8), 3, "never closed"),
      (Data("PK\u{3}\u{4}".utf8 + [0xE9]), nil, "a workbook"),
      (Data("id,name\na,caf".utf8 + [0xE9]), nil, "save it as CSV UTF-8"),
      (Data("id,variables\na,x\n".utf8), 1, "each variable has a column of its own"),
    ] as [(Data, Int?, String)])
  func broken(data: Data, line: Int?, message: String) throws {
    let error = #expect(throws: WorkflowError.self) { try names(data) }
    let problem = error?.report.details["problems"]?.elements?.first
    #expect(problem?["line"]?.int == line)
    #expect(problem?["message"]?.text?.contains(message) == true, "\(String(describing: problem))")
  }

  @Test("a workbook is told as one whatever it is called", arguments: ["b.xlsx", "b.yaml", "b.csv"])
  func workbook(name: String) throws {
    for beginning in ["PK\u{3}\u{4}".utf8 + [0], [0xD0, 0xCF, 0x11, 0xE0, 0xA1]] as [[UInt8]] {
      try Data(beginning).write(to: folder / name)
      let error = #expect(throws: WorkflowError.self) {
        try BatchManifest.read(folder / name, presets: .builtIn, catalog: .builtIn)
      }
      #expect(
        error?.report.message.hasSuffix("\(name): this is a workbook; save it as CSV UTF-8 and give that") == true)
    }
  }

  @Test("what is wrong with the table and what is wrong in its rows is told at once")
  func together() throws {
    let table = "id,name,duration,name\na,x,6,y,z\nb,x,nine,y\n,x,6,y\n"
    let error = #expect(throws: WorkflowError.self) { try names(Data(table.utf8)) }
    let problems = error?.report.details["problems"]?.elements ?? []
    #expect(problems.compactMap { $0["line"]?.int } == [1, 2, 3, 4], "\(problems)")
  }

  @Test("the empty columns that spreadsheets write behind the last one are none")
  func trailing() throws {
    #expect(try names(Data("id;name;;\r\na;mug;;\r\nb;cup\r\n".utf8)) == ["mug", "cup"])
  }

  @Test("a cell for a picture that was left empty is told")
  func bare() throws {
    let file = folder / "p.csv"
    try Data("id,image,name\na,a.png,mug\nb,,cup\nc,c.png,jug\n".utf8).write(to: file)
    let manifest = try BatchManifest.read(
      file, presets: .builtIn, catalog: .builtIn, overrides: ["model": "minimax:1@1", "prompt": "{name}"])
    #expect(manifest.jobs.map(\.warnings.count) == [0, 1, 0])
  }

  @Test("a column of pictures that is called otherwise is told: videos of something else would be bought")
  func otherColumn() throws {
    let file = folder / "p.csv"
    try Data("id,photo,name\na,a.PNG,mug\nb,none.png,cup\n".utf8).write(to: file)
    func read(_ overrides: [String: String]) throws -> BatchManifest {
      try BatchManifest.read(file, presets: .builtIn, catalog: .builtIn, overrides: overrides)
    }
    // Whether it is a picture is told by a file of that name.
    let preset = ["preset": "turntable"]
    #expect(
      try read(preset).jobs.map(\.warnings) == [
        ["It has no picture: it is made of words alone."], ["It has no picture: it is made of words alone."],
      ])
    try Data("a picture".utf8).write(to: folder / "a.PNG")
    let error = #expect(throws: WorkflowError.self) { try read(preset) }
    #expect(
      error?.report.message.hasSuffix("photo: it names pictures, and no job has one; call it image, or leave it out")
        == true)
    #expect(try read(preset.merging(["image": "{photo}"]) { $1 }).jobs.first?.settings.image == "a.PNG")
    #expect(try read(["model": "minimax:1@1", "prompt": "{name} by {photo}"]).jobs.map(\.warnings) == [[], []])
  }

  @Test("a manifest without a word in it is one that is wrong", arguments: ["e.yaml", "e.csv"])
  func empty(name: String) throws {
    try Data().write(to: folder / name)
    let error = #expect(throws: WorkflowError.self) {
      try BatchManifest.read(folder / name, presets: .builtIn, catalog: .builtIn)
    }
    #expect(error?.report.kind == .configuration)
    #expect(error?.report.message.hasSuffix("\(name): the file is empty; write some jobs") == true)
  }
}

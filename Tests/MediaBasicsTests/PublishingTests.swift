import Foundation
import Synchronization
import TestSupport
import Testing

@testable import MediaBasics

/// Guards what happens when others write the same names at the same time.
@Suite struct PublishingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func output(_ name: String, _ text: String, overwrite: Bool = false) throws -> OutputFile {
    let output = try OutputFile(folder / name, overwrite: overwrite)
    try Data(text.utf8).writeUnsynced(to: output.scratch)
    return output
  }

  private func text(_ name: String) throws -> String { try String(contentsOf: folder / name, encoding: .utf8) }

  @Test("of many writers of one name one succeeds, and its contents stay")
  func race() async throws {
    for round in 0..<12 {
      let outputs = try (0..<4).map { try output("\(round)", "\($0)") }
      let winners = Mutex<[Int]>([])
      let codes = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: outputs.count) { index in
        do throws(FileError) {
          try outputs[index].publish()
          winners.withLock { $0.append(index) }
        } catch {
          codes.withLock { $0.append(error.report.code) }
        }
      }
      #expect(winners.withLock(\.count) == 1)
      #expect(codes.withLock(\.self) == ["file.exists", "file.exists", "file.exists"])
      #expect(try text("\(round)") == winners.withLock { "\($0.first ?? -1)" })
      for output in outputs { output.discard() }
    }
    #expect(folder.contents.count == 12)
  }

  @Test("a name is never taken from another file, with hard links and without", arguments: [true, false])
  func exclusive(links: Bool) throws {
    func move(_ old: String, _ new: String) throws(POSIXError) {
      let (old, new) = ((folder / old).path, (folder / new).path)
      if links { return try ExclusiveMove.move(old, to: new) }
      try ExclusiveMove.move(old, to: new) { _, _ in
        errno = EPERM
        return -1
      }
    }
    try Data("new".utf8).write(to: folder / "a")
    try Data("old".utf8).write(to: folder / "b")
    let taken = #expect(throws: POSIXError.self) { try move("a", "b") }
    #expect(taken?.code == .EEXIST)
    #expect(try text("b") == "old" && text("a") == "new")
    // A link to nowhere is a file that is there, too.
    try FileManager.default.createSymbolicLink(at: folder / "c", withDestinationURL: folder / "nowhere")
    #expect(#expect(throws: POSIXError.self) { try move("a", "c") }?.code == .EEXIST)
    try move("a", "d")
    #expect(try text("d") == "new")
    #expect(folder.contents.filter { $0 != "c" } == ["b", "d"])
    #expect(#expect(throws: POSIXError.self) { try move("none", "e") }?.code == .ENOENT)
  }

  @Test("where one of several can't appear, those that have are taken back")
  func takesBack() throws {
    // The second `b` is found to be there only once the first one is.
    let outputs = try [output("a", "a"), output("b", "first"), output("b", "second")]
    let error = #expect(throws: FileError.self) { try OutputFile.publish(outputs) }
    #expect(error?.report.code == "file.exists")
    #expect(folder.contents.allSatisfy { $0.hasPrefix(".") })
    for output in outputs { output.discard() }
    #expect(folder.contents == [])
  }

  @Test("what another file has been replaced by is not taken back")
  func replaced() throws {
    try Data("old".utf8).write(to: folder / "a")
    let outputs = try [output("a", "new", overwrite: true), output("b", "first"), output("b", "second")]
    #expect(throws: FileError.self) { try OutputFile.publish(outputs) }
    for output in outputs { output.discard() }
    #expect(try text("a") == "new")
    #expect(folder.contents == ["a"])
  }

  @Test("one file is told as one, however its folder is written")
  func places() throws {
    try FileManager.default.createDirectory(at: folder / "sub", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: folder / "link", withDestinationURL: folder / "sub")
    let names = ["sub/a", "link/a", "sub/../link/a"]
    #expect(Set(try names.map { try OutputFile(folder / $0, overwrite: false).place }).count == 1)
    #expect(Set(try ["a", "sub/a", "sub/b"].map { try OutputFile(folder / $0, overwrite: false).place }).count == 3)
  }

  private static let elsewhere = [
    "https://example.com/etc/hostname", "ftp://example.com/etc/hostname", "file://otherhost/etc/hostname",
    "https://me:secret@example.com/etc/hostname?signature=secret",
  ]

  @Test("what another machine has is never taken for the local file of that path", arguments: elsewhere)
  func notLocal(text: String) throws {
    let url = try #require(URL(string: text))
    let output = #expect(throws: FileError.self) { try OutputFile(url, overwrite: true) }
    for error in [#expect(throws: FileError.self) { try InputFile.check(url) }, output] {
      let report = try #require(error).report
      #expect(report.code == "file.not-local" && report.kind == .usage)
      #expect(report.message.hasSuffix("/etc/hostname' is not on this machine; a local file is expected."))
      #expect(!report.message.contains("secret"))
    }
    #expect(InputFile.stamp(of: url) == nil)
  }

  @Test("a file URL of this machine is taken, with its host's name or without")
  func local() throws {
    try Data("x".utf8).write(to: folder / "a")
    let named = try #require(URL(string: "file://localhost\((folder / "a").path)"))
    #expect(try InputFile.check(named) == 1)
    #expect(throws: Never.self) { try LocalFile.check(URL(fileURLWithPath: "a", relativeTo: folder.url)) }
  }
}

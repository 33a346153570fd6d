import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards the promise that an output is there whole or not at all, and that nothing is overwritten unasked.
@Suite struct OutputFileTests {
  private struct Broken: Error {}

  @Test("a written output is there with its contents, and nothing else is left")
  func writes() throws {
    let folder = try TemporaryFolder()
    try OutputFile.write(folder / "a.txt", overwrite: false) { try Data("new".utf8).write(to: $0) }
    #expect(try String(contentsOf: folder / "a.txt", encoding: .utf8) == "new")
    #expect(folder.contents == ["a.txt"])
  }

  @Test("several outputs appear together, in one folder or in several; one that is in the way stops those behind it")
  func several() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(at: folder / "sub", withIntermediateDirectories: true)
    let outputs = try ["a.txt", "sub/b.txt", "c.txt"].map { try OutputFile(folder / $0, overwrite: false) }
    for output in outputs { try Data(output.target.lastPathComponent.utf8).writeUnsynced(to: output.scratch) }
    try OutputFile.publish(outputs)
    #expect(try String(contentsOf: folder / "sub/b.txt", encoding: .utf8) == "b.txt")
    #expect(folder.contents == ["a.txt", "c.txt", "sub"])

    let more = try ["d.txt", "e.txt"].map { try OutputFile(folder / $0, overwrite: false) }
    for output in more { try Data("new".utf8).writeUnsynced(to: output.scratch) }
    try Data("foreign".utf8).write(to: folder / "e.txt")
    let error = #expect(throws: FileError.self) { try OutputFile.publish(more) }
    #expect(error?.report.code == "file.exists")
    #expect(try String(contentsOf: folder / "e.txt", encoding: .utf8) == "foreign")
  }

  @Test("bytes are written whole over what was there, and a full disk is told as that")
  func unsynced() throws {
    let folder = try TemporaryFolder()
    let bytes = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    try Data(repeating: 1, count: 400_000).writeUnsynced(to: folder / "a")
    try bytes.dropFirst(3).writeUnsynced(to: folder / "a")
    #expect(try Data(contentsOf: folder / "a") == bytes.dropFirst(3))
    try Data().replaceUnsynced(folder / "a")
    #expect(try Data(contentsOf: folder / "a").isEmpty)
    #expect(folder.contents == ["a"])
    let full = #expect(throws: POSIXError.self) { try bytes.writeUnsynced(to: URL(fileURLWithPath: "/dev/full")) }
    #expect(full?.code == .ENOSPC)
    let missing = #expect(throws: POSIXError.self) { try bytes.replaceUnsynced(folder / "no/a") }
    #expect(missing?.code == .ENOENT)
  }

  @Test("a failure half-way leaves the old output and no scratch file")
  func failure() throws {
    let folder = try TemporaryFolder()
    try Data("old".utf8).write(to: folder / "a.txt")
    #expect(throws: Broken.self) {
      try OutputFile.write(folder / "a.txt", overwrite: true) { scratch in
        try Data("half".utf8).write(to: scratch)
        throw Broken()
      }
    }
    #expect(try String(contentsOf: folder / "a.txt", encoding: .utf8) == "old")
    #expect(folder.contents == ["a.txt"])
  }

  @Test("an existing output is refused before anything is written, and replaced when asked")
  func existing() throws {
    let folder = try TemporaryFolder()
    try Data("old".utf8).write(to: folder / "a.txt")
    let error = #expect(throws: FileError.self) { try OutputFile(folder / "a.txt", overwrite: false) }
    #expect(error?.report.code == "file.exists")
    #expect(error?.report.hint == "Give --overwrite to replace it, or choose another name.")
    try OutputFile.write(folder / "a.txt", overwrite: true) { try Data("new".utf8).write(to: $0) }
    #expect(try String(contentsOf: folder / "a.txt", encoding: .utf8) == "new")
  }

  @Test("a missing folder is named; a folder as target is refused")
  func places() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: FileError.self) { try OutputFile(folder / "no/a.txt", overwrite: false) }
    #expect(missing?.report.code == "file.no-folder")
    #expect(missing?.report.kind == .cannotWrite)
    #expect(throws: FileError.self) { try OutputFile(folder.url, overwrite: true) }
  }

  @Test(
    "what a killed process left of the same target is removed; another target's, a live process's and another machine's stay"
  )
  func abandoned() throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    let dead = process.processIdentifier
    let elsewhere = try TemporaryFolder()
    let mark = try OutputFile(elsewhere / "c.txt", overwrite: false).scratch.lastPathComponent
    let here = try #require(mark.split(separator: "-").dropLast().last)
    let (live, other) = (".a.txt.rwmedia-1-\(here)-x.txt", ".b.txt.rwmedia-\(dead)-\(here)-x.txt")
    // Another machine's, or container's, where a process of this number may be alive.
    let (young, old) = (".a.txt.rwmedia-\(dead)-there-x.txt", ".a.txt.rwmedia-\(dead)-there-y.txt")
    for name in [
      ".a.txt.rwmedia-\(dead)-\(here)-x.txt", live, other, young, old,
      "..a.txt.rwmedia-\(dead)-\(here)-x.txt.rwmedia-\(dead)-\(here)-y.txt",
    ] {
      try Data().write(to: folder / name)
    }
    let days = Date(timeIntervalSinceNow: -2 * 86_400)
    try FileManager.default.setAttributes([.modificationDate: days], ofItemAtPath: (folder / old).path)
    _ = try OutputFile(folder / "a.txt", overwrite: false)
    #expect(folder.contents == [live, young, other].sorted())
  }

  @Test(
    "a name as long as file systems take is written, also through a scratch file of its own",
    arguments: ["x", "é"], [180, 190, 220, 225, 250, 255])
  func longNames(letter: String, length: Int) throws {
    let folder = try TemporaryFolder()
    let letters = String(repeating: letter, count: (length - 4) / letter.utf8.count)
    let name = letters + String(repeating: "y", count: length - 4 - letters.utf8.count) + ".txt"
    try #require(name.utf8.count == length)
    try OutputFile.write(folder / name, overwrite: false) { scratch in
      #expect(scratch.pathExtension == "txt")
      try OutputFile.write(scratch, overwrite: false) { try Data("new".utf8).write(to: $0) }
    }
    #expect(try String(contentsOf: folder / name, encoding: .utf8) == "new")
    #expect(folder.contents.count == 1)
    // What a killed process left of it is found.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    let other = folder / "sub"
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    let scratch = try OutputFile(other.appendingPathComponent(name), overwrite: false).scratch.lastPathComponent
    let abandoned = scratch.replacing("-\(getpid())-", with: "-\(process.processIdentifier)-")
    let place = folder / "third"
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Data().write(to: place.appendingPathComponent(abandoned))
    _ = try OutputFile(place.appendingPathComponent(name), overwrite: false)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).isEmpty)
  }

  @Test("a name that no file system takes is refused before any work")
  func tooLong() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "x", count: 256)
    let error = #expect(throws: FileError.self) { try OutputFile(folder / name, overwrite: false) }
    #expect(error?.report.code == "file.name-too-long")
    #expect(error?.report.message.hasSuffix("its name has 256 bytes, and 255 are the most.") == true)
    #expect(error?.report.hint == "Choose a shorter name.")
  }

  @Test("missing, empty and folder inputs are told apart")
  func inputs() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder / "empty")
    let codes = [folder / "none", folder / "empty", folder.url].map { url in
      #expect(throws: FileError.self) { try InputFile.check(url) }?.report.code
    }
    #expect(codes == ["file.missing", "file.empty", "file.folder"])
    try Data("x".utf8).write(to: folder / "full")
    #expect(try InputFile.check(folder / "full") == 1)
  }

  @Test("a pipe or a device is no output, overwritten or not")
  func pipe() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo((folder / "pipe").path, 0o644) == 0)
    for overwrite in [true, false] {
      let error = #expect(throws: FileError.self) { try OutputFile(folder / "pipe", overwrite: overwrite) }
      #expect(error?.report.message.contains("a device or a pipe") == true)
    }
    #expect(folder.contents == ["pipe"])
  }
}

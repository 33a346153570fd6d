import Foundation
import MediaBasics
import MediaEngine
import Synchronization
import TestSupport
import Testing

/// Guards the promise that a transcode's outputs appear together or not at all, each in a file of its own.
@Suite struct TranscodeOutputTests {
  private let folder: TemporaryFolder
  private let input: URL

  init() throws {
    folder = try TemporaryFolder()
    input = folder / "in.mp4"
    try NumberedClip(count: 5).make(input)
  }

  @Test(arguments: ["b.mp4", "poster.png"])
  func `where another writer has made one output meanwhile, none appears`(taken: String) async throws {
    let other = folder / taken
    let options = TranscodeOptions(poster: folder / "poster.png")
    let error = await #expect(throws: FileError.self) {
      try await Transcoder.transcode(input, to: [folder / "a.mp4", folder / "b.mp4"], options: options) { _ in
        try? Data("foreign".utf8).write(to: other)
      }
    }
    #expect(error?.report.code == "file.exists")
    #expect(folder.contents == [taken, "in.mp4"].sorted())
    #expect(try Data(contentsOf: other) == Data("foreign".utf8))
  }

  @Test func `one file by two paths, or for video and poster, is refused before anything is written`() async throws {
    try FileManager.default.createDirectory(at: folder / "sub", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: folder / "link", withDestinationURL: folder / "sub")
    let paths = await #expect(throws: MediaError.self) {
      try await Transcoder.transcode(input, to: [folder / "sub/a.mp4", folder / "link/a.mp4"])
    }
    #expect(paths?.report.code == "media.same-output")
    let image = folder / "sub/a.png"
    let poster = await #expect(throws: MediaError.self) {
      try await Transcoder.transcode(
        input, to: image, options: TranscodeOptions(format: .mp4, poster: folder / "link/a.png"), overwrite: true)
    }
    #expect(poster?.report.code == "media.same-output")
    #expect(try FileManager.default.contentsOfDirectory(atPath: (folder / "sub").path) == [])
  }
}

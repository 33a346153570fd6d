import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// What is on another machine is never mistaken for the local file of the same path.
@Suite struct LocalFilesTests {
  private static let elsewhere = ["https://example.com", "ftp://example.com", "file://otherhost"]

  private func code(_ body: () async throws -> Void) async throws -> String {
    let error = await #expect(throws: FileError.self) { try await body() }
    return try #require(error).report.code
  }

  @Test(arguments: elsewhere) func `inputs that are elsewhere are refused`(host: String) async throws {
    let folder = try TemporaryFolder()
    let clip = try ClipStore.clip("b-frames.mp4")
    let url = try #require(URL(string: host + clip.path))
    let size = try #require(PixelSize("64x64"))
    let codes = [
      try await code { _ = try await MediaProbe.info(of: url) },
      try await code { _ = try await MediaProbe.holdsVideo(url) },
      try await code { _ = try await FileHash.sha256(of: url) },
      try await code { _ = try await FileHash.sha256(of: url, range: 0..<1) },
      try await code { _ = try await ImagePreparer.facts(of: url) },
      try await code { _ = try ImagePreparer.recognizes(url) },
      try await code { _ = try await ImagePreparer.prepare(url, as: ImagePreparation(size: size)) },
      try await code { _ = try await FrameExtractor.picture(.first, from: url, format: .png) },
      try await code { for try await _ in VideoFrames(of: url, format: .png) {} },
      try await code { _ = try await Transcoder.transcode(url, to: folder / "out.mp4") },
      try await code { _ = try await ClipJoiner.join([JoinClip(url)], to: folder / "out.mp4") },
      try await code { _ = try await ClipJoiner.likeness(of: url, atBeginningOf: JoinClip(clip)) },
      try await code { _ = try await Verifier.verify(url, Expectation()) },
      try await code {
        try await ClipRenderer.render(
          ClipScript(size: size, fps: Rational(24), frames: 1, first: url), to: folder / "out.mp4")
      },
    ]
    #expect(Set(codes) == ["file.not-local"])
    #expect(folder.contents == [])
  }

  @Test(arguments: elsewhere) func `outputs that are elsewhere are refused, and nothing is made here`(
    host: String
  ) async throws {
    let folder = try TemporaryFolder()
    let clip = try ClipStore.clip("b-frames.mp4")
    func there(_ name: String) throws -> URL { try #require(URL(string: host + (folder / name).path)) }
    let codes = [
      try await code { _ = try await Transcoder.transcode(clip, to: there("out.mp4")) },
      try await code { _ = try await ClipJoiner.join([JoinClip(clip)], to: there("out.mp4")) },
      try await code {
        _ = try await FrameExtractor.extract(
          [.first], from: clip, into: there("new"), format: .png, quality: 95, overwrite: false)
      },
      try await code {
        _ = try await FrameExtractor.extract(.first, from: clip, to: there("a.png"), overwrite: false)
      },
    ]
    #expect(Set(codes) == ["file.not-local"])
    #expect(folder.contents == [])
  }
}

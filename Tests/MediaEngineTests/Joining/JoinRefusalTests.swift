import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// What is asked of a join that no clip could give: told as that, before anything is written.
@Suite struct JoinRefusalTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func refusal(_ clips: [JoinClip], _ options: JoinOptions = JoinOptions()) async throws -> FailureReport {
    let error = await #expect(throws: MediaError.self) {
      try await ClipJoiner.join(clips, to: folder / "out.mp4", options: options)
    }
    #expect(folder.contents == [])
    return try #require(error).report
  }

  @Test(arguments: [-1, .min, .max, 3601])
  func `a crossfade that can't be is refused with what is possible`(seconds: Int) async throws {
    let clip = JoinClip(try ClipStore.clip("b-frames.mp4"))
    let report = try await refusal([clip, clip], JoinOptions(seam: .crossfade(Rational(seconds))))
    #expect(report.code == "media.crossfade" && report.kind == .usage)
    #expect(report.message == "The crossfade is \(seconds) s long; 0 to 3600 s are possible.")
  }

  @Test func `a crossfade longer than its clips is refused as that`() async throws {
    let clip = JoinClip(try ClipStore.clip("b-frames.mp4"))
    #expect(
      try await refusal([clip, clip], JoinOptions(seam: .crossfade(Rational(3600)))).code == "media.clip-too-short")
  }

  @Test func `seconds beyond any sense are no seam`() {
    #expect(Seam("crossfade:3600") == .crossfade(Rational(3600)))
    for text in ["crossfade:3600.5", "crossfade:9223372036854775807", "crossfade:-1"] {
      #expect(Seam(text) == nil, "\(text)")
    }
  }

  @Test func `a content rectangle of any numbers is refused with the clip's size`() async throws {
    let file = try ClipStore.clip("b-frames.mp4")
    for rect in [
      PixelRect(x: .max, y: 0, width: 10, height: 10), PixelRect(x: 0, y: 1, width: 10, height: .max),
    ] {
      let clip = JoinClip(file, contentRect: rect)
      let report = try await refusal([JoinClip(file), clip])
      #expect(report.code == "media.content-rect" && report.message.hasSuffix("which shows 320x180."))
      let likeness = await #expect(throws: MediaError.self) { try await ClipJoiner.likeness(at: clip, clip) }
      #expect(likeness?.report.code == "media.content-rect")
    }
  }
}

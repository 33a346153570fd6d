import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct FrameExtractorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ClipRecipe.kinds)
  func `first, last and frames between are those that a full decode shows`(_ recipe: ClipRecipe) async throws {
    try await expectRightFrames(ClipStore.clip(recipe))
  }

  @Test func `an edit list's trimmed start and end are no frames`() async throws {
    let clip = folder / "trimmed.mp4"
    try FFmpeg.make(["-ss", "1.3", "-i", try ClipStore.clip("b-frames.mp4").path, "-c", "copy", clip.path])
    // Ends the edit after 2 s, of the 2.9 s that are left.
    try Boxes.patch(clip, "elst", offset: 8, Boxes.bytes(2000))
    try await expectRightFrames(clip, count: 48)
  }

  @Test func `AV1's edit list is taken as its decoder takes it`() async throws {
    let clip = folder / "trimmed.mp4"
    try FFmpeg.make(["-ss", "1.5", "-i", try ClipStore.clip("av1.mp4").path, "-c", "copy", clip.path])
    try await expectRightFrames(clip)
  }

  @Test func `interlaced frames are told`() async throws {
    for (name, isWoven) in [("mpeg2-interlaced.ts", true), ("mpeg2.ts", false), ("b-frames.mp4", false)] {
      let frames = try await FrameExtractor.extract(
        [.first, .last], from: ClipStore.clip(name), into: folder / "woven", format: .png, quality: 95,
        overwrite: true)
      #expect(frames.map(\.interlaced) == [isWoven, isWoven], "\(name)")
    }
  }

  @Test func `a transport stream cut in the middle of a group begins where decoding can`() async throws {
    for name in ["h264.ts", "open-gop.ts", "mpeg2.ts"] {
      let clip = folder / "cut-\(name)"
      let bytes = try Data(contentsOf: ClipStore.clip(name))
      try bytes.dropFirst(188 * (bytes.count / 188 / 3)).write(to: clip)
      try await expectRightFrames(clip)
    }
  }

  @Test func `pictures that a decoder makes up before the first keyframe are no frames`() async throws {
    let clip = folder / "cut.ts"
    let bytes = try Data(contentsOf: ClipStore.clip("hevc-open.ts"))
    try bytes.dropFirst(188 * (bytes.count / 188 / 3)).write(to: clip)
    let count = try #require(try await MediaProbe.info(of: clip).video).frames
    let truth = try BarcodeClip.numbers(of: clip).suffix(count)
    #expect(Array(truth) == Array(100 - count...99))
    let frames = try await FrameExtractor.extract(
      [.first, .index(1), .last], from: clip, into: folder / "cut", format: .png, quality: 95, overwrite: false)
    #expect(frames.map(\.index) == [0, 1, count - 1])
    #expect(try frames.map(number) == [100 - count, 101 - count, 99])
  }

  @Test func `a cover picture beside the video is not taken for it`() async throws {
    let (cover, clip) = (folder / "cover.png", folder / "covered.mp4")
    try FFmpeg.make(["-f", "lavfi", "-i", "color=red:size=640x640", "-frames:v", "1", cover.path])
    try FFmpeg.make([
      "-i", cover.path, "-i", try ClipStore.clip("b-frames.mp4").path, "-map", "1", "-map", "0", "-c", "copy",
      "-disposition:v:1", "attached_pic", clip.path,
    ])
    try await expectRightFrames(clip)
  }

  @Test func `a truncated file gives the last frame that is left, with its own number`() async throws {
    for name in ["faststart.mp4", "h264.mkv", "h264.ts", "fragmented.mp4"] {
      let clip = folder / "short-\(name)"
      let bytes = try Data(contentsOf: ClipStore.clip(name))
      try bytes.prefix(bytes.count * 3 / 5).write(to: clip)
      let truth = try BarcodeClip.numbers(of: clip)
      let frames = try await FrameExtractor.extract(
        [.last], from: clip, into: folder / "short", format: .png, quality: 95, overwrite: true)
      // The half frame at the cut may or may not be concealed: what is shown must be what is said.
      #expect(abs(frames[0].index - (truth.count - 1)) <= 1, "\(name)")
      #expect(try number(frames[0]) == truth[min(frames[0].index, truth.count - 1)], "\(name)")
    }
  }

  @Test func `a time is the frame on screen then, whatever the rate does`() async throws {
    for name in ["variable.mp4", "vp9.webm", "b-frames.mp4"] {
      let clip = try ClipStore.clip(name)
      let (truth, times) = (try BarcodeClip.numbers(of: clip), try FFmpeg.times(clip))
      for asked in [Rational(0), Rational("0.999"), Rational("2.5"), Rational("3.9")].compactMap(\.self) {
        let frames = try await FrameExtractor.extract(
          [.seconds(asked)], from: clip, into: folder / "times", format: .png, quality: 95, overwrite: true)
        let expected = try #require(times.lastIndex { $0 - times[0] <= asked.doubleValue })
        #expect(frames[0].index == expected)
        #expect(try number(frames[0]) == truth[expected])
        #expect(abs(frames[0].seconds - (times[expected] - times[0])) < 0.0011)
      }
    }
  }

  @Test func `one frame goes to the named file in the format of its name`() async throws {
    let clip = try ClipStore.clip("one-gop.mp4")
    for name in ["frame.png", "frame.jpg", "frame.webp"] {
      let output = folder / name
      let frame = try await FrameExtractor.extract(.last, from: clip, to: output, overwrite: false)
      #expect(frame == ExtractedFrame(index: 99, seconds: 99 / 24.0, output: output.path, width: 320, height: 180))
      #expect(try BarcodeClip.numbers(of: output) == [99])
    }
  }

  @Test func `files are named by the video and the frame's number`() async throws {
    let frames = try await FrameExtractor.extract(
      [.first, .index(0)], evenly: 2, from: ClipStore.clip("b-frames.mp4"), into: folder / "new/folder",
      format: .webp, quality: 80, overwrite: false)
    #expect(frames.map(\.index) == [0, 0, 0, 99])
    let names = try FileManager.default.contentsOfDirectory(atPath: (folder / "new/folder").path).sorted()
    #expect(names == ["b-frames-000000.webp", "b-frames-000099.webp"])
  }

  private func expectRightFrames(_ clip: URL, count: Int? = nil) async throws {
    let truth = try BarcodeClip.numbers(of: clip)
    try #require(truth.count > 8)
    if let count { #expect(truth.count == count) }
    let last = truth.count - 1
    let ends = try await FrameExtractor.extract(
      [.last, .first], from: clip, into: folder / "ends", format: .png, quality: 95, overwrite: true)
    #expect(ends.map(\.index) == [last, 0])
    #expect(try ends.map(number) == [truth[last], truth[0]])
    let wanted = [last / 2, 7, last - 1, 1, last / 3]
    let inner = try await FrameExtractor.extract(
      wanted.map(FrameRequest.index), evenly: 4, from: clip, into: folder / "inner", format: .png, quality: 95,
      overwrite: true)
    let spread = try Timeline(totalFrames: truth.count).positions(images: 4)
    #expect(inner.map(\.index) == wanted + spread)
    #expect(try inner.map(number) == (wanted + spread).map { truth[$0] })
  }

  private func number(_ frame: ExtractedFrame) throws -> Int {
    try BarcodeClip.numbers(of: URL(fileURLWithPath: frame.output))[0]
  }
}

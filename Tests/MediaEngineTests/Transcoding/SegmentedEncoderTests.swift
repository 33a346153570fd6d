import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct SegmentedEncoderTests {
  @Test func `segments are even, fit the cores, and hold a bounded number of pictures`() throws {
    let hd = try #require(PixelSize("1920x1080"))
    let cut = try #require(SegmentedEncoder.Cut(frames: 240, size: hd, keyframeInterval: 120, cores: 2))
    #expect(cut.lanes == 2 && cut.length == 40)
    let small = try #require(PixelSize("320x180"))
    #expect(SegmentedEncoder.Cut(frames: 240, size: small, keyframeInterval: 120, cores: 2)?.length == 120)
    #expect(SegmentedEncoder.Cut(frames: 60, size: small, keyframeInterval: 120, cores: 2)?.length == 30)
    #expect(SegmentedEncoder.Cut(frames: 47, size: small, keyframeInterval: 120, cores: 2) == nil)
    #expect(SegmentedEncoder.Cut(frames: 240, size: hd, keyframeInterval: 120, cores: 1) == nil)
  }

  @Test func `a stream of segments shows every frame once, in order, with even times`() async throws {
    let folder = try TemporaryFolder()
    let (input, out) = (folder / "in.mp4", folder / "out.webm")
    try NumberedClip(count: 130, tone: 500).make(input)
    let report = try await Transcoder.transcode(input, to: out)
    #expect(report.frames == 130)
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<130))
    let times = try FFmpeg.times(out)
    #expect(zip(times.dropFirst(), times).allSatisfy { abs($0 - $1 - 1 / 24.0) < 0.0011 })
    #expect(try FFmpeg.probe(out, "codec_name") == "vp9")
  }
}

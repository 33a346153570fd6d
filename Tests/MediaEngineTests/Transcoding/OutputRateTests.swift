import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct `Transcoding to another rate` {
  private let folder: TemporaryFolder
  private let input: URL

  init() throws {
    folder = try TemporaryFolder()
    input = folder / "in.mp4"
  }

  @Test(arguments: [("30", 30), ("12", 12), ("24", 24), ("60000/1001", 60)])
  func `another rate shows at each time what the input shows then`(rate: String, count: Int) async throws {
    try NumberedClip(fps: "24", count: 24, tone: 300).make(input)
    let out = folder / "out.mp4"
    let fps = try #require(Rational(rate))
    _ = try await Transcoder.transcode(input, to: out, options: TranscodeOptions(fps: fps))
    let expected = (0..<count).map { frame -> Int in
      let time = Double(frame) / fps.doubleValue
      return Int(time * 24 + 1e-9)
    }
    #expect(try BarcodeClip.numbers(of: out) == expected)
    #expect(try SoundJudge.frequencies(out, at: [0.1, 0.9]) == [300, 300])
  }

  @Test(arguments: [("25", 101), ("30", 121), ("1/2", 2)])
  func `as many frames come out as the length holds, rounded`(rate: String, count: Int) async throws {
    try NumberedClip(size: "64x64", fps: "24", count: 97, tone: 300).make(input)
    let (out, fps) = (folder / "out.mp4", try #require(Rational(rate)))
    let report = try await Transcoder.transcode(input, to: out, options: TranscodeOptions(fps: fps))
    #expect(try FFmpeg.frameCount(out) == count)
    #expect(report.frames == count && report.warnings.isEmpty)
    #expect(abs(try SoundJudge.seconds(out) - Double(count) / fps.doubleValue) < 0.001)
    // No fade where only a part of a frame is rounded off.
    #expect(try SoundJudge.frequencies(out, at: [min(4.03, report.seconds - 0.005)], width: 0.01).first ?? 0 > 0)
  }
}

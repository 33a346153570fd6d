import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// Videos whose frames lie on the grid of a rate that has more places than frames.
@Suite struct `Places without a frame of their own` {
  private let folder: TemporaryFolder
  private let out: URL

  init() throws {
    folder = try TemporaryFolder()
    out = folder / "out.mp4"
  }

  @Test(arguments: ["mp4", "mkv"])
  func `a cut among B-frames leaves the rate what it was, and the frame before the gap is held`(
    container: String
  ) async throws {
    let (source, cut) = (folder / "in.mp4", folder / "cut.\(container)")
    try BarcodeClip.make(
      source, input: ["-f", "lavfi", "-i", "sine=duration=4"],
      ["-c:v", "libx264", "-bf", "3", "-b_strategy", "0", "-pix_fmt", "yuv420p", "-c:a", "aac"])
    try FFmpeg.make(["-i", source.path, "-t", "3.2", "-c", "copy", cut.path])
    let numbers = try BarcodeClip.numbers(of: cut)
    let last = try #require(numbers.last)
    try #require(last >= numbers.count)
    let info = try await MediaProbe.info(of: cut)
    let video = try #require(info.video)
    #expect(video.fps == Rational(24) && !video.constantRate && video.frames == numbers.count)
    #expect(abs(video.seconds - Double(last + 1) / 24) < 1e-9)
    #expect(info.warnings.contains { $0.hasPrefix("The frame rate isn't constant: of \(last + 1) places at 24") })
    let held = (0...last).map { place in numbers.last { $0 <= place } ?? -1 }
    let report = try await Transcoder.transcode(cut, to: out)
    #expect(try report.fps == 24 && BarcodeClip.numbers(of: out) == held)
    let joined = try await ClipJoiner.join(
      [JoinClip(cut), JoinClip(source)], to: out, options: JoinOptions(seam: .keep), overwrite: true)
    #expect(try joined.mode == .encode && BarcodeClip.numbers(of: out) == held + Array(0..<100))
    let checked = try await Verifier.verify(cut, Expectation(fps: Rational(24)))
    #expect(!checked.ok && checked.warnings.filter { $0.contains("isn't constant") }.count == 1, "\(checked)")
    #expect(checked.checks.last?.actual == "24 with \(last + 1 - numbers.count) of \(last + 1) frames missing")
  }

  @Test func `a GIF's pause at its end is kept`() async throws {
    let gif = folder / "pause.gif"
    try BarcodeClip.make(gif, fps: "10", ["-frames:v", "10", "-final_delay", "300"])
    let video = try #require(try await MediaProbe.info(of: gif).video)
    #expect(video.fps == Rational(10) && !video.constantRate && video.frames == 10 && video.seconds == 3.9)
    let report = try await Transcoder.transcode(gif, to: out)
    #expect(report.frames == 39 && report.seconds == 3.9)
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<10) + Array(repeating: 9, count: 29))
    let late = try await FrameExtractor.extract(
      .seconds(Rational(3)), from: gif, to: folder / "late.png", overwrite: false)
    #expect(late.index == 9)
  }

  @Test func `a slideshow's last picture lasts as long as it says`() async throws {
    let show = folder / "slides.mp4"
    try BarcodeClip.make(
      show, fps: "1",
      [
        "-frames:v", "3", "-vf", "setpts=N*5/TB", "-fps_mode", "vfr", "-enc_time_base", "1/25", "-c:v", "libx264",
        "-preset", "ultrafast", "-pix_fmt", "yuv420p",
      ])
    let video = try #require(try await MediaProbe.info(of: show).video)
    #expect(video.frames == 3 && video.seconds == 11)
    _ = try await Transcoder.transcode(show, to: out)
    #expect(try BarcodeClip.numbers(of: out) == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2])
  }
}

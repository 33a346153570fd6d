import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// Clips whose frames come a few milliseconds early or late, as cameras' and screen recorders' do.
@Suite struct `Frame times that jitter` {
  private let folder: TemporaryFolder
  private let input: URL

  init() throws {
    folder = try TemporaryFolder()
    input = folder / "in.mp4"
  }

  /// A clip whose frame N comes at `ticks` of a clock of 24,000 a second.
  private func make(_ ticks: String, count: Int = 48, tone: Int? = nil, _ url: URL? = nil) throws {
    var clip = NumberedClip(count: count, tone: tone, filters: "settb=1/24000,setpts='\(ticks)'")
    clip.video += ["-fps_mode", "passthrough", "-enc_time_base", "1:24000", "-video_track_timescale", "24000"]
    try clip.make(url ?? input)
  }

  @Test(arguments: ["N*1000+72*mod(N,2)", "N*1000+60*(mod(N*7919,5)-2)+120", "N*1000-72*eq(N,5)+72"])
  func `jitter within a quarter of a frame is the rate that it's about`(ticks: String) async throws {
    try make(ticks)
    let video = try #require(try await MediaProbe.info(of: input).video)
    #expect(video.fps == Rational(24) && video.constantRate)
    for fps in [nil, Rational(24)] {
      let out = folder / "out.mp4"
      let report = try await Transcoder.transcode(
        input, to: out, options: TranscodeOptions(fps: fps), overwrite: true)
      #expect(try BarcodeClip.numbers(of: out) == Array(0..<48))
      #expect(report.fps == 24 && report.warnings.isEmpty)
    }
  }

  @Test func `larger jitter still shows each picture once at the rate that is asked`() async throws {
    try make("N*1000+288*mod(N,2)")
    #expect(try await MediaProbe.info(of: input).video?.constantRate == false)
    let out = folder / "out.mp4"
    let report = try await Transcoder.transcode(input, to: out, options: TranscodeOptions(fps: Rational(24)))
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<48))
    #expect(!report.warnings.contains { $0.contains("aren't shown") })
  }

  @Test func `times in steps of 5 ms in a webm show each picture once`() async throws {
    var clip = NumberedClip(
      fps: "30", count: 60, filters: "settb=1/1000,setpts='5*round(N*1000/30/5+0.4*(mod(N,3)-1))'")
    clip.video = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-fps_mode", "passthrough"]
    clip.video += ["-enc_time_base", "1:1000"]
    let capture = folder / "capture.webm"
    try clip.make(capture)
    let out = folder / "out.mp4"
    let report = try await Transcoder.transcode(capture, to: out)
    #expect(report.fps == 30)
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<60))
  }

  @Test func `a jittering clip joined after a regular one keeps its frames`() async throws {
    let first = folder / "first.mp4"
    try NumberedClip(count: 12).make(first)
    try make("N*1000+288*mod(N,2)", count: 24)
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(
      [JoinClip(first), JoinClip(input)], to: out, options: JoinOptions(seam: .keep))
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<12) + Array(0..<24))
    #expect(report.frames == 36 && report.mode == .encode)
  }

  @Test func `pictures that come too close together to be shown are counted`() async throws {
    // Of each four, the second and third come within 1/48 s of the first.
    try make("1000*N-700*eq(mod(N,4),1)-1400*eq(mod(N,4),2)")
    let out = folder / "out.mp4"
    let report = try await Transcoder.transcode(input, to: out, options: TranscodeOptions(fps: Rational(24)))
    let shown = Set(try BarcodeClip.numbers(of: out))
    let missing = 48 - shown.count
    #expect(missing > 0 && shown.contains(0))
    #expect(
      report.warnings.contains(
        "The frame rate of '\(input.relativePath)' varies: \(missing) of its 48 frames lie so close to others that they aren't shown at 24 frames a second."
      ), "\(report.warnings)")
  }
}

import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct VerifierTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ClipRecipe.kinds)
  func `packets and a full decode agree on sound files of every kind`(_ recipe: ClipRecipe) async throws {
    let clip = try ClipStore.clip(recipe)
    let fast = try await Verifier.verify(clip, Expectation())
    let thorough = try await Verifier.verify(clip, Expectation(decode: true))
    #expect(fast.ok, "\(fast.checks)")
    #expect(thorough.ok, "\(thorough.checks)")
    #expect(fast.checks.map(\.name) == ["readable"])
    #expect(thorough.checks.map(\.name) == ["readable", "decode"])
    #expect(try fast.frames == BarcodeClip.numbers(of: clip).count)
    #expect(thorough.warnings == fast.warnings)
  }

  @Test func `all that is asked is checked, and nothing else`() async throws {
    let clip = try ClipStore.clip("faststart.mp4")
    let right = Expectation(
      frames: 100, duration: Rational(1001 * 100, 30_000), fps: Rational("29.97"),
      size: PixelSize(width: 320, height: 180),
      format: .mp4)
    let found = try await Verifier.verify(clip, right)
    #expect(found.ok)
    #expect(found.checks.map(\.name) == ["readable", "format", "size", "fps", "frames", "duration"])
    #expect((found.container, found.codec, found.fpsExact, found.faststart) == ("mp4", "h264", "30000/1001", true))
    #expect((found.width, found.height, found.frames) == (320, 180, 100))
    #expect(found.warnings == [])
  }

  @Test func `each check says what was expected and what was found`() async throws {
    let wrong = Expectation(
      frames: 144, duration: Rational(6), fps: Rational(30), size: PixelSize(width: 1366, height: 768), format: .webm)
    let found = try await Verifier.verify(ClipStore.clip("b-frames.mp4"), wrong)
    #expect(!found.ok)
    #expect(
      found.checks == [
        .init(name: "readable", expected: "all packets to the end", actual: "100 frames to the end", ok: true),
        .init(name: "format", expected: "webm", actual: "mp4", ok: false),
        .init(name: "size", expected: "1366x768", actual: "320x180", ok: false),
        .init(name: "fps", expected: "30", actual: "24", ok: false),
        .init(name: "frames", expected: "144", actual: "100", ok: false),
        .init(name: "duration", expected: "6 s", actual: "4.167 s", ok: false),
      ])
  }

  @Test func `a duration within half a frame is met, a whole frame off isn't`() async throws {
    let clip = try ClipStore.clip("b-frames.mp4")
    for (seconds, isMet) in [("4.17", true), ("4.14", false), ("4.1875", true), ("4.21", false), ("4", false)] {
      let found = try await Verifier.verify(clip, Expectation(duration: Rational(seconds)))
      #expect(found.ok == isMet, "\(seconds)")
    }
  }

  @Test func `a variable rate meets no rate`() async throws {
    let found = try await Verifier.verify(ClipStore.clip("variable.mp4"), Expectation(fps: Rational(24)))
    #expect(!found.ok)
    #expect(try #require(found.checks.last).actual.hasSuffix("on average, not constant"))
    #expect(found.warnings.contains("The frame rate isn't constant."))
  }

  @Test func `what a decoder misses for pictures that nobody sees is no damage, what it misses for others is`()
    async throws
  {
    let (source, cut, damaged) = (folder / "in.mp4", folder / "cut.mp4", folder / "damaged.mp4")
    let video = ["-c:v", "libx264", "-g", "48", "-bf", "3", "-x264-params", "open-gop=1:keyint=48"]
    try FFmpeg.make(
      ["-f", "lavfi", "-i", "testsrc2=s=320x192:r=24:d=5", "-pix_fmt", "yuv420p"] + video + [source.path])
    try FFmpeg.make(["-ss", "2.3", "-i", source.path, "-c", "copy", cut.path])
    let found = try await Verifier.verify(cut, Expectation(decode: true))
    #expect(found.ok, "\(found.checks)")
    try FFmpeg.make([
      "-i", cut.path, "-c", "copy", "-bsf:v", #"noise=amount=if(between(n\,20\,22)\,20\,0)"#, damaged.path,
    ])
    #expect(try await !Verifier.verify(damaged, Expectation(decode: true)).ok)
  }

  @Test(arguments: ["mkv", "mp4", "webm"])
  func `a file whose times begin late has no header that lies`(container: String) async throws {
    let clip = folder / "late.\(container)"
    try BarcodeClip.make(clip, ["-frames:v", "48", "-pix_fmt", "yuv420p", "-output_ts_offset", "10"])
    let found = try await Verifier.verify(clip, Expectation(frames: 48, duration: Rational(2)))
    #expect(found.ok && !found.warnings.contains { $0.contains("header") }, "\(found)")
  }

  @Test func `damage inside frames is found by decoding, though all packets are there`() async throws {
    for name in ["faststart.mp4", "h264.mkv", "vp9.webm", "hevc.mp4", "mpeg2.ts", "av1.mp4"] {
      let clip = folder / "damaged-\(name)"
      var bytes = try Data(contentsOf: ClipStore.clip(name))
      for start in stride(from: bytes.count / 3, to: bytes.count * 2 / 3, by: 997) { bytes[start] ^= 0x5A }
      try bytes.write(to: clip)
      let found = try await Verifier.verify(clip, Expectation(decode: true))
      #expect(!found.ok, "\(name): \(found.checks)")
    }
  }

  @Test func `a file that is cut off isn't readable to its end`() async throws {
    for name in ["faststart.mp4", "h264.mkv", "vp9.webm"] {
      let clip = folder / "cut-\(name)"
      let bytes = try Data(contentsOf: ClipStore.clip(name))
      try bytes.prefix(bytes.count * 2 / 3).write(to: clip)
      let found = try await Verifier.verify(clip, Expectation())
      #expect(!found.ok, "\(name)")
      #expect(found.checks.first.map { $0.name == "readable" && !$0.ok } == true)
      #expect(found.frames < 100)
      #expect(found.warnings.contains { $0.hasPrefix("The file is cut off or damaged: ") })
    }
  }

  @Test func `black and frozen runs are told by their frames`() async throws {
    let clip = folder / "runs.mp4"
    let black = "drawbox=color=black:t=fill:enable='between(n,10,21)'"
    let frozen = "trim=end_frame=61,tpad=stop_mode=clone:stop=30"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24", "-vf", "\(black),\(frozen)", "-c:v",
      "libx264", "-pix_fmt", "yuv420p", clip.path,
    ])
    let found = try await Verifier.verify(clip, Expectation(decode: true))
    #expect(found.ok)
    #expect(found.warnings.contains("Frames 10 … 21 (12) are black."))
    #expect(found.warnings.contains("Frames 60 … 90 (31) are frozen: all show one picture."), "\(found.warnings)")
    #expect(try await Verifier.verify(clip, Expectation()).warnings.allSatisfy { !$0.contains("frozen") })
  }

  @Test func `a picture that moves slowly isn't frozen`() async throws {
    let clip = folder / "slow.mp4"
    // Light grey on white: from one frame to the next few samples change, by little.
    try FFmpeg.make([
      "-f", "lavfi", "-i", "color=white:size=320x180:rate=24:duration=3", "-f", "lavfi", "-i",
      "color=0xF0F0F0:size=60x90:rate=24:duration=3", "-filter_complex", "[0][1]overlay=x=100+n:y=40", "-c:v",
      "libx264",
      "-pix_fmt", "yuv420p", clip.path,
    ])
    let found = try await Verifier.verify(clip, Expectation(decode: true))
    #expect(found.warnings.allSatisfy { !$0.contains("frozen") }, "\(found.warnings)")
  }

  @Test func `sound of another length is warned about`() async throws {
    let found = try await Verifier.verify(ClipStore.clip("sound-longer.mp4"), Expectation())
    #expect(found.ok)
    #expect(found.warnings.contains { $0.hasPrefix("The sound is 4.8") && $0.hasSuffix("s longer than the video.") })
    #expect(found.audio?.codec == "aac")
  }

  @Test func `a header that lies about length or count is told, and not believed`() async throws {
    let avi = folder / "lying.avi"
    try FileManager.default.copyItem(at: ClipStore.clip("mjpeg.avi"), to: avi)
    // strh: dwLength, 32 bytes after the box's own length.
    try Boxes.patch(avi, "strh", offset: 36, [0xF4, 1, 0, 0])
    let counted = try await Verifier.verify(avi, Expectation(frames: 100))
    #expect(counted.ok)
    #expect(counted.warnings.contains("The header says 500 frames; 100 are presented."), "\(counted.warnings)")
    let mkv = folder / "lying.mkv"
    try FileManager.default.copyItem(at: ClipStore.clip("h264.mkv"), to: mkv)
    let bytes = try Data(contentsOf: mkv)
    // Duration (0x4489) is a float of 8 bytes here, in milliseconds.
    let place = try #require(bytes.range(of: Data([0x44, 0x89, 0x88])))
    var changed = bytes
    changed.replaceSubrange(
      place.upperBound..<place.upperBound + 8,
      with: withUnsafeBytes(of: Double(60_000).bitPattern.bigEndian, Array.init))
    try changed.write(to: mkv)
    let measured = try await Verifier.verify(mkv, Expectation(frames: 100))
    #expect(measured.ok)
    #expect(
      measured.warnings.contains { $0.hasPrefix("The header says 60 s; the frames last 4.17") },
      "\(measured.warnings)")
  }

  @Test func `what can't be described at all is an error`() async throws {
    let junk = folder / "junk.mp4"
    try Data(repeating: 7, count: 5000).write(to: junk)
    let error = await #expect(throws: MediaError.self) { try await Verifier.verify(junk, Expectation()) }
    #expect(error?.report.kind == .badInput)
    let sound = folder / "sound.m4a"
    try FFmpeg.make(["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", sound.path])
    let mute = await #expect(throws: MediaError.self) { try await Verifier.verify(sound, Expectation()) }
    #expect(mute?.report.code == "media.no-video")
  }

  @Test func `cancelling stops a verification`() async throws {
    let clip = try ClipStore.clip("b-frames.mp4")
    let task = Task { try await Verifier.verify(clip, Expectation(decode: true)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}

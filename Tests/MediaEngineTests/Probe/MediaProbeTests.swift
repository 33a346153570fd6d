import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct MediaProbeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ClipRecipe.kinds)
  func `frames are counted as a full decode counts them, and the rate is exact`(_ recipe: ClipRecipe) async throws {
    let clip = try ClipStore.clip(recipe)
    let video = try #require(try await MediaProbe.info(of: clip).video)
    #expect(try video.frames == BarcodeClip.numbers(of: clip).count)
    if recipe.name.hasPrefix("variable") {
      #expect(!video.constantRate)
    } else {
      #expect(video.constantRate)
      #expect(video.fps == Rational(recipe.fps))
      #expect(abs(video.seconds - Double(video.frames) / video.fps.doubleValue) < 1e-9)
    }
    #expect(video.size == PixelSize(width: 320, height: 180))
  }

  @Test(arguments: [
    ("faststart.mp4", "mp4", true), ("b-frames.mp4", "mp4", false), ("quicktime.mov", "mov", false),
    ("h264.mkv", "matroska", nil), ("vp9.webm", "webm", nil), ("h264.ts", "mpegts", nil), ("h264.avi", "avi", nil),
    ("loop.gif", "gif", nil), ("fragmented.mp4", "mp4", true),
  ])
  func `containers that libav reads as one are told apart`(
    _ name: String, _ container: String, _ faststart: Bool?
  ) async throws {
    let info = try await MediaProbe.info(of: ClipStore.clip(name))
    #expect(info.container == container)
    #expect(info.faststart == faststart)
    #expect(try info.bytes == Int64(Data(contentsOf: ClipStore.clip(name)).count))
  }

  @Test(arguments: ["24000/1001", "24", "25", "30000/1001", "30", "60000/1001", "60", "12", "23.98"])
  func `an exact rate is found in every container's clock`(_ fps: String) async throws {
    let names = ["r.mp4", "r.mkv", "r.webm", "r.ts", "r.mov"]
    for name in fps == "23.98" ? ["r.mp4", "r.mov"] : names {
      let clip = folder / name
      let codec = name.hasSuffix("webm") ? "-c:v libvpx -b:v 500k -cpu-used 8 -deadline realtime" : "-c:v libx264"
      try BarcodeClip.make(
        clip, fps: fps, ["-frames:v", "72", "-pix_fmt", "yuv420p"] + codec.split(separator: " ").map(String.init))
      let video = try #require(try await MediaProbe.info(of: clip).video)
      #expect(video.fps == Rational(fps), "\(name)")
      #expect(video.constantRate, "\(name)")
    }
  }

  @Test func `sound is as long as it sounds, without the encoder's priming`() async throws {
    for (name, codec, rate) in [("s.mp4", "aac", 44_100), ("s.webm", "libopus", 48_000), ("s.mkv", "flac", 44_100)] {
      let clip = folder / name
      let video = name.hasSuffix("webm") ? ["libvpx", "-deadline", "realtime"] : ["libx264", "-pix_fmt", "yuv420p"]
      try FFmpeg.make(
        [
          "-f", "lavfi", "-i", "testsrc2=size=128x72:rate=24:duration=2", "-f", "lavfi", "-i",
          "sine=sample_rate=\(rate):duration=2.5", "-c:a", codec, "-c:v",
        ] + video + [clip.path])
      let info = try await MediaProbe.info(of: clip)
      let audio = try #require(info.audio)
      #expect(abs(audio.seconds - 2.5) < 0.03, "\(name): \(audio.seconds)")
      #expect(audio.sampleRate == rate)
      #expect(audio.channels == 1)
      #expect(abs(info.seconds - 2.5) < 0.03, "\(name): \(info.seconds)")
    }
  }

  @Test func `a sound file has sound and no video`() async throws {
    let clip = folder / "sound.m4a"
    try FFmpeg.make(["-f", "lavfi", "-i", "sine=duration=1", "-ac", "2", "-c:a", "aac", clip.path])
    let info = try await MediaProbe.info(of: clip)
    #expect(info.video == nil)
    #expect(info.audio?.codec == "aac")
    #expect(info.audio?.channels == 2)
    #expect(abs(info.seconds - 1) < 0.03)
  }

  @Test func `colour, pixels and reordering are told`() async throws {
    let clip = folder / "tagged.mp4"
    try BarcodeClip.make(
      clip,
      [
        "-frames:v", "20", "-c:v", "libx264", "-pix_fmt", "yuv420p10le", "-bf", "2", "-colorspace", "bt709",
        "-color_range", "tv", "-color_trc", "bt709",
      ])
    let video = try #require(try await MediaProbe.info(of: clip).video)
    #expect(video.codec == "h264")
    #expect(video.pixelFormat == "yuv420p10le")
    #expect((video.colorSpace, video.colorRange, video.colorTransfer) == ("bt709", "tv", "bt709"))
    #expect(video.hasBFrames)
    let plain = try #require(try await MediaProbe.info(of: ClipStore.clip("no-b-frames.mp4")).video)
    #expect(!plain.hasBFrames)
    #expect(plain.colorSpace == "unknown")
  }

  @Test func `interlaced video and a stream begun in the middle are warned about`() async throws {
    let interlaced = try await MediaProbe.info(of: ClipStore.clip("mpeg2-interlaced.ts"))
    #expect(interlaced.warnings.contains { $0.hasPrefix("The video is interlaced") })
    #expect(try await MediaProbe.info(of: ClipStore.clip("h264.ts")).warnings == [])
    let clip = folder / "cut.ts"
    let bytes = try Data(contentsOf: ClipStore.clip("h264.ts"))
    try bytes.dropFirst(188 * (bytes.count / 188 / 3)).write(to: clip)
    let info = try await MediaProbe.info(of: clip)
    #expect(info.warnings.contains { $0.hasPrefix("The video begins in the middle") })
    #expect(try info.video?.frames == BarcodeClip.numbers(of: clip).count)
  }

  @Test func `bad input is told, whatever it is`() async throws {
    let junk = folder / "junk.webm"
    try Data((0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 7919) }).write(to: junk)
    let error = await #expect(throws: MediaError.self) { try await MediaProbe.info(of: junk) }
    #expect(error?.report.code == "media.not-media")
    #expect(error?.report.kind == .badInput)
    let missing = await #expect(throws: FileError.self) { try await MediaProbe.info(of: folder / "none.mp4") }
    #expect(missing?.report.kind == .missingInput)
  }
}

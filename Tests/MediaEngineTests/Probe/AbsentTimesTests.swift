import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct `Containers that leave times out` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    "-c:v libx264 -bf 3", "-c:v libx264 -bf 0", "-c:v mpeg4 -bf 0 -q:v 3", "-c:v mpeg4 -bf 2 -q:v 3",
  ])
  func `an avi with an empty slot after each picture has its own rate and length`(codec: String) async throws {
    let (source, file, out) = (folder / "in.mp4", folder / "copied.avi", folder / "out.mp4")
    try BarcodeClip.make(
      source, ["-frames:v", "60", "-pix_fmt", "yuv420p"] + codec.split(separator: " ").map(String.init))
    try FFmpeg.make(["-i", source.path, "-c", "copy", file.path])
    let video = try #require(try await MediaProbe.info(of: file).video)
    #expect(video.fps == Rational(24) && video.constantRate && video.frames == 60 && video.seconds == 2.5)
    let report = try await Transcoder.transcode(file, to: out)
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<60))
    #expect(report.seconds == 2.5)
    let at = folder / "at.png"
    let frame = try await FrameExtractor.extract(.seconds(Rational(1)), from: file, to: at, overwrite: false)
    #expect(frame.index == 24)
    #expect(try BarcodeClip.numbers(of: at) == [24])
  }

  @Test(arguments: ["shared.mpg", "shared-b-frames.vob", "mpeg1.mpg", "sound.mpg", "mpeg.mpg"])
  func `program streams show the frame of a time, and keep every frame`(name: String) async throws {
    let file = try ClipStore.clip(name)
    let video = try #require(try await MediaProbe.info(of: file).video)
    let second = Int(video.fps.rounded)
    for (request, number) in [
      (FrameRequest.seconds(Rational(1)), second), (.seconds(Rational(3)), 3 * second), (.last, 99), (.first, 0),
      (.index(37), 37),
    ] {
      let frame = try await FrameExtractor.extract(request, from: file, to: folder / "at.png", overwrite: true)
      #expect(frame.index == number, "\(request)")
      #expect(try BarcodeClip.numbers(of: folder / "at.png") == [number], "\(request)")
    }
    let report = try await Transcoder.transcode(file, to: folder / "out.mp4")
    #expect(try BarcodeClip.numbers(of: folder / "out.mp4") == Array(0..<100))
    #expect(report.fps == video.fps.doubleValue)
  }

  private static let openGroups = [
    "-c:v libx265 -g 48 -x265-params log-level=error", "-c:v libx264 -g 48 -bf 3 -x264-params open-gop=1:keyint=48",
  ]

  @Test(arguments: openGroups)
  func `what a matroska file cut from an open group holds from before its beginning isn't counted`(
    codec: String
  ) async throws {
    let (source, file, out) = (folder / "in.mp4", folder / "cut.mkv", folder / "out.mp4")
    try BarcodeClip.make(source, ["-pix_fmt", "yuv420p"] + codec.split(separator: " ").map(String.init))
    try FFmpeg.make(["-ss", "2.3", "-i", source.path, "-c", "copy", file.path])
    let numbers = try BarcodeClip.numbers(of: file)
    #expect(numbers.first == 48 && numbers.last == 99, "\(numbers)")
    let info = try await MediaProbe.info(of: file)
    #expect(info.video?.frames == 52 && info.video?.constantRate == true, "\(info)")
    let report = try await Transcoder.transcode(file, to: out)
    #expect(try report.frames == 52 && BarcodeClip.numbers(of: out) == numbers)
    for (request, number) in [(FrameRequest.first, 48), (.index(20), 68), (.last, 99)] {
      let frame = try await FrameExtractor.extract(request, from: file, to: folder / "at.png", overwrite: true)
      #expect(frame.index == number - 48)
      #expect(try BarcodeClip.numbers(of: folder / "at.png") == [number])
    }
    #expect(try await Verifier.verify(file, Expectation(frames: 52, decode: true)).ok)
  }

  @Test func `a clock that goes back is refused with where, and the hint helps`() async throws {
    let (part, whole, remedy) = (folder / "part.ts", folder / "whole.ts", folder / "out.mkv")
    try BarcodeClip.make(
      part, input: ["-f", "lavfi", "-i", "sine=duration=2"],
      ["-frames:v", "48", "-c:v", "libx264", "-g", "24", "-pix_fmt", "yuv420p", "-c:a", "aac"])
    let bytes = try Data(contentsOf: part)
    try (bytes + bytes).write(to: whole)
    #expect(try await MediaProbe.info(of: part).video?.frames == 48)
    let error = await #expect(throws: MediaError.self) { try await MediaProbe.info(of: whole) }
    #expect(error?.report.code == "media.clock-setback" && error?.report.kind == .badInput)
    #expect(
      error?.report.message.contains("goes back after 48 frames, from 1.958 s to 0 s") == true, "\(error as Any)")
    #expect(error?.report.hint?.hasSuffix("ffmpeg -i '\(whole.relativePath)' -map 0 -c copy out.mkv") == true)
    await #expect(throws: MediaError.self) { try await Transcoder.transcode(whole, to: folder / "out.mp4") }
    try FFmpeg.make(["-i", whole.path, "-map", "0", "-c", "copy", remedy.path])
    #expect(try await MediaProbe.info(of: remedy).video?.frames == 96)
  }
}

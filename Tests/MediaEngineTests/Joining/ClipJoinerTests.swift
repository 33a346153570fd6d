import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct `Joining clips` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func clips(_ numbered: [NumberedClip]) throws -> [JoinClip] {
    try numbered.enumerated().map { index, clip in
      let url = folder / "clip\(index).mp4"
      try clip.make(url)
      return JoinClip(url)
    }
  }

  @Test func `chained clips at one rate show every number once and in order`() async throws {
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(
      try clips([
        NumberedClip(first: 0, count: 30), NumberedClip(size: "640x360", first: 29, count: 25),
        NumberedClip(size: "352x198", first: 53, count: 20),
      ]), to: out)
    #expect(try BarcodeClip.numbers(of: out) == Array(0...72))
    #expect(report.frames == 73 && report.fps == 24)
    #expect(report.seams.map(\.droppedFrames) == [1, 1])
    #expect(report.seams.allSatisfy { ($0.ssim ?? 0) > 0.95 })
    #expect(report.warnings == [])
    #expect(
      try FFmpeg.probe(out, "width,height,r_frame_rate,avg_frame_rate,color_space") == "320\n180\nbt709\n24/1\n24/1"
    )
    let times = try FFmpeg.times(out)
    #expect(zip(times.dropFirst(), times).allSatisfy { abs($0 - $1 - 1.0 / 24) < 1e-4 })
  }

  @Test func `keep shows the doubled frame twice`() async throws {
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(
      try clips([NumberedClip(count: 10), NumberedClip(first: 9, count: 10)]), to: out,
      options: JoinOptions(seam: .keep))
    #expect(try BarcodeClip.numbers(of: out) == Array(0...9) + Array(9...18))
    #expect(report.seams.map(\.droppedFrames) == [0])
  }

  @Test func `clips of another rate are laid out unrounded on one timeline`() async throws {
    let out = folder / "out.mp4"
    let numbered = [
      NumberedClip(fps: "30", first: 0, count: 31), NumberedClip(fps: "25", first: 30, count: 26),
      NumberedClip(fps: "24000/1001", first: 55, count: 26),
    ]
    let report = try await ClipJoiner.join(try clips(numbered), to: out)
    // Independently, in floating point: when each frame begins, and so which one each output frame shows.
    let rates: [Double] = [30, 25, 24_000.0 / 1001]
    var begins: [(time: Double, number: Int)] = []
    var start = 0.0
    for (index, clip) in numbered.enumerated() {
      let rate = rates[index]
      let shown = index == 0 ? clip.count : clip.count - 1
      for frame in 0..<shown {
        let time: Double = start + Double(frame) / rate
        begins.append((time: time, number: clip.first + clip.count - shown + frame))
      }
      start += Double(shown) / rate
    }
    let total = Int((start * 30).rounded())
    let expected: [Int] = (0..<total).compactMap { frame in
      let time: Double = Double(frame) / 30 + 1e-9
      return begins.last { $0.time <= time }?.number
    }
    #expect(try BarcodeClip.numbers(of: out) == expected)
    #expect(report.frames == total)
  }

  @Test func `a 30 fps seed with sound and cut 25 fps clips make exactly 25 seconds`() async throws {
    let seed = NumberedClip(size: "1280x720", fps: "30", first: 0, count: 210, tone: 440)
    // Content of 1365x767 in 1366x768, as a fit left it; white bars would show at once.
    let generated = (0..<3).map { index in
      NumberedClip(
        size: "1365x767", fps: "25", first: 209 + 150 * index, count: 151,
        filters: "format=yuv444p,pad=1366:768:0:0:white")
    }
    var clips = try clips([seed] + generated)
    for index in 1...3 { clips[index].contentRect = PixelRect(x: 0, y: 0, width: 1365, height: 767) }
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(clips, to: out, options: JoinOptions(frames: 750))
    #expect(report.frames == 750 && report.seconds == 25 && report.fps == 30)
    #expect(try FFmpeg.probe(out, "width,height,r_frame_rate,nb_read_frames") == "1280\n720\n30/1\n750")
    let numbers = try BarcodeClip.numbers(of: out)
    #expect(Array(numbers.prefix(210)) == Array(0..<210))
    // 150 frames of 25 a second in 180 of 30: every number in order, every fifth twice.
    #expect(numbers.dropFirst(210).elementsEqual((0..<540).map { 210 + $0 * 25 / 30 }))
    #expect(try SoundJudge.seconds(out) == 25)
    #expect(try SoundJudge.frequencies(out, at: [0.1, 6.9, 7.1, 24.9]) == [440, 440, 0, 0])
    #expect(report.seams.allSatisfy { ($0.ssim ?? 0) > 0.9 }, "\(report.seams)")
    // The white bar is gone: the right-most column is as dark as the one beside it.
    let edge = try brightness(out, frame: 400, crop: "2:300:1278:400")
    #expect(abs(try brightness(out, frame: 400, crop: "2:300:1270:400") - edge) <= 2)
  }

  @Test func `the first clip's frames stay its own, above 40 dB`() async throws {
    let first = folder / "first.mp4"
    try FFmpeg.clip(
      first, size: "640x360", fps: "24", seconds: 1,
      extra: [
        "-c:v", "libx264", "-crf", "18", "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709",
        "-color_trc", "bt709",
      ])
    let second = folder / "second.mp4"
    try NumberedClip(size: "640x360", count: 10).make(second)
    let out = folder / "out.mp4"
    _ = try await ClipJoiner.join([JoinClip(first), JoinClip(second)], to: out)
    let outcome = try Command.run(
      "ffmpeg", ["-i", out.path, "-i", first.path, "-lavfi", "[0]trim=end_frame=24[a];[a][1]psnr", "-f", "null", "-"])
    let text = try #require(outcome.stderr.split(separator: "average:").last?.split(separator: " ").first)
    let ratio = try #require(Double(text))
    #expect(ratio > 40)
  }

  @Test(arguments: [
    PixelRect(x: 3, y: 5, width: 201, height: 101), PixelRect(x: 0, y: 0, width: 161, height: 91),
    PixelRect(x: 1, y: 0, width: 160, height: 90),
  ])
  func `an odd content rectangle is cut to the pixel`(rect: PixelRect) async throws {
    let clip = folder / "clip.mp4"
    // Black and white noise with red just outside: half a pixel off would show.
    try FFmpeg.make([
      "-f", "lavfi", "-i", "cellauto=size=\(rect.width)x\(rect.height):rule=30:rate=24", "-frames:v", "2", "-vf",
      "format=yuv444p,pad=240:140:\(rect.x):\(rect.y):red", "-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv444p",
      clip.path,
    ])
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(
      [JoinClip(clip, contentRect: rect)], to: out, options: JoinOptions(quality: 99))
    #expect(try FFmpeg.probe(out, "width,height") == "\(rect.width / 2 * 2)\n\(rect.height / 2 * 2)")
    #expect(report.warnings.count == (rect.width % 2 + rect.height % 2 > 0 ? 1 : 0))
    let outcome = try Command.run(
      "ffmpeg",
      [
        "-i", out.path, "-i", clip.path, "-lavfi",
        "[0]format=gray[a];[1]crop=\(rect.width / 2 * 2):\(rect.height / 2 * 2):\(rect.x):\(rect.y):exact=1,format=gray[b];[a][b]psnr",
        "-f", "null", "-",
      ])
    let text = try #require(outcome.stderr.split(separator: "average:").last?.split(separator: " ").first)
    let ratio = try #require(Double(text))
    #expect(ratio > 28)
  }

  @Test func `an odd cut of a clip that is in the output's format already keeps its colours`() async throws {
    let clip = folder / "clip.mp4"
    // Red on the left of column 43, blue on the right of it.
    try FFmpeg.make([
      "-f", "lavfi", "-i", "color=red:s=96x64:r=24", "-f", "lavfi", "-i", "color=blue:s=53x64:r=24",
      "-filter_complex",
      "overlay=43:0:format=gbrp,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-frames:v", "3",
      "-c:v", "libx264", "-qp", "0", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
      "-color_range", "tv", clip.path,
    ])
    let out = folder / "out.mp4"
    _ = try await ClipJoiner.join(
      [JoinClip(clip, contentRect: PixelRect(x: 11, y: 0, width: 64, height: 64))], to: out,
      options: JoinOptions(quality: 99))
    let pixels = try Command.run(
      "ffmpeg",
      [
        "-v", "error", "-i", out.path, "-frames:v", "1", "-vf", "scale=in_color_matrix=bt709,format=rgb24", "-f",
        "rawvideo", "-",
      ]
    ).stdout
    try #require(pixels.count == 64 * 64 * 3)
    for (x, red, blue) in [(4, 255, 0), (28, 255, 0), (36, 0, 255), (60, 0, 255)] {
      for y in [4, 32, 60] {
        let at = (y * 64 + x) * 3
        let found = pixels[at..<at + 3].map(Int.init)
        #expect(abs(found[0] - red) < 8 && found[1] < 8 && abs(found[2] - blue) < 8, "\(x),\(y): \(found)")
      }
    }
  }

  @Test func `sound follows its frames: what a seam drops is dropped from both`() async throws {
    let out = folder / "out.mp4"
    let clips = try clips([
      NumberedClip(count: 24, tone: 400), NumberedClip(first: 23, count: 25, tone: 800),
      NumberedClip(first: 47, count: 25), NumberedClip(first: 71, count: 25, tone: 1200),
    ])
    _ = try await ClipJoiner.join(clips, to: out)
    #expect(try FFmpeg.frameCount(out) == 96)
    #expect(try SoundJudge.seconds(out) == 4)
    let around = try SoundJudge.frequencies(
      out, at: [0.1, 0.97, 1.03, 1.97, 2.05, 2.95, 3.03, 3.9], width: 0.04)
    #expect(around == [400, 400, 800, 800, 0, 0, 1200, 1200])
    // A 1200 Hz tone at an eighth of full scale moves 640 a sample; a click would be several times that.
    #expect(try SoundJudge.largestStep(out) < 1500)
  }

  @Test func `sound that starts late or ends early is laid where its times say`() async throws {
    let late = folder / "late.mp4"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=2", "-itsoffset", "0.5", "-f", "lavfi", "-i",
      "sine=frequency=500:sample_rate=44100:duration=1", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac",
      late.path,
    ])
    let out = folder / "out.mp4"
    _ = try await ClipJoiner.join([JoinClip(late)], to: out)
    #expect(try FFmpeg.probe(out, "sample_rate", stream: "a:0") == "44100")
    #expect(try SoundJudge.seconds(out) == 2)
    #expect(try SoundJudge.frequencies(out, at: [0.25, 0.6, 1.4, 1.7]) == [0, 500, 500, 0])
  }

  @Test func `clips without sound make a video without a sound track`() async throws {
    let out = folder / "out.mp4"
    _ = try await ClipJoiner.join(try clips([NumberedClip(count: 5), NumberedClip(first: 4, count: 5)]), to: out)
    #expect(try FFmpeg.probe(out, "codec_name", stream: "a") == "")
  }

  @Test func `a crossfade overlaps pictures and sound and shortens the whole`() async throws {
    let clips = try clips([
      NumberedClip(count: 48, tone: 400), NumberedClip(first: 0, count: 48, tone: 800),
    ])
    let out = folder / "out.mp4"
    let half = try #require(Rational("0.5"))
    let report = try await ClipJoiner.join(clips, to: out, options: JoinOptions(seam: .crossfade(half)))
    #expect(report.frames == 84 && report.seconds == 3.5)
    #expect(try FFmpeg.frameCount(out) == 84)
    #expect(try SoundJudge.seconds(out) == 3.5)
    #expect(try SoundJudge.frequencies(out, at: [1.4, 2.1]) == [400, 800])
    let numbers = try BarcodeClip.numbers(of: out)
    #expect(Array(numbers.prefix(36)) == Array(0..<36) && Array(numbers.suffix(36)) == Array(12..<48))
    #expect(report.seams.first?.ssim ?? 1 < 0.99)
  }

  @Test func `webm is VP9 with Opus, as long as its pictures`() async throws {
    let out = folder / "out.webm"
    _ = try await ClipJoiner.join(
      try clips([NumberedClip(count: 12, tone: 400), NumberedClip(first: 11, count: 13, tone: 800)]), to: out)
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<24))
    #expect(try FFmpeg.probe(out, "codec_name") == "vp9")
    #expect(try FFmpeg.probe(out, "codec_name,sample_rate", stream: "a:0") == "opus\n48000")
    #expect(try SoundJudge.sampleCount(out) == 48_000)
  }

  @Test func `a clip that doesn't begin on its neighbour's last frame is warned about`() async throws {
    let other = folder / "other.mp4"
    try FFmpeg.clip(other, seconds: 0.5)
    let first = folder / "first.mp4"
    try NumberedClip(count: 12).make(first)
    let report = try await ClipJoiner.join([JoinClip(first), JoinClip(other)], to: folder / "out.mp4")
    #expect(report.warnings.count == 1 && report.warnings[0].contains("the seam will show"), "\(report.warnings)")
    #expect((report.seams[0].ssim ?? 1) < 0.8)
  }

  @Test func `more frames than there are is refused with both numbers, before anything is written`() async throws {
    let clips = try clips([NumberedClip(count: 10), NumberedClip(first: 9, count: 10)])
    let error = await #expect(throws: MediaError.self) {
      try await ClipJoiner.join(clips, to: folder / "out.mp4", options: JoinOptions(frames: 20))
    }
    #expect(
      error?.description
        == "20 frames are wanted, and the clips have 19 at 24 frames a second. Add a clip, ask for 19 frames or fewer, or keep the seams' frames (--seam keep)."
    )
    #expect(folder.contents == ["clip0.mp4", "clip1.mp4"])
  }

  @Test func `a trim ends on exactly the asked frame, with its sound`() async throws {
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(
      try clips([
        NumberedClip(count: 24, tone: 400), NumberedClip(first: 23, count: 25, tone: 800), NumberedClip(count: 5),
      ]),
      to: out, options: JoinOptions(frames: 36))
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<36))
    #expect(try SoundJudge.seconds(out) == 1.5)
    #expect(report.seams.map(\.clip) == [1])
  }

  @Test func `bad clips are told by name, and nothing is left`() async throws {
    let good = folder / "good.mp4"
    try NumberedClip(count: 5).make(good)
    let bad = folder / "bad.mp4"
    try Data(repeating: 7, count: 5000).write(to: bad)
    let sound = folder / "sound.m4a"
    try FFmpeg.make(["-f", "lavfi", "-i", "sine=duration=1", sound.path])
    for (file, code) in [(bad, "media.not-media"), (sound, "media.no-video"), (folder / "none.mp4", "file.missing")] {
      let error = await #expect(throws: (any Error).self) {
        try await ClipJoiner.join([JoinClip(good), JoinClip(file)], to: folder / "out.mp4")
      }
      let report = try #require(error as? any ReportedError).report
      #expect(report.code == code)
      #expect(report.message.contains(file.lastPathComponent))
    }
    #expect(folder.contents == ["bad.mp4", "good.mp4", "sound.m4a"])
  }

  @Test func `a clip whose times are damaged into hours a frame is refused, not waited for`() async throws {
    let (good, slow) = (folder / "good.mp4", folder / "slow.mp4")
    try NumberedClip(count: 5).make(good)
    try NumberedClip(fps: "1/2000", count: 5).make(slow)
    let error = await #expect(throws: MediaError.self) {
      try await ClipJoiner.join([JoinClip(good), JoinClip(slow)], to: folder / "out.mp4")
    }
    #expect(error?.report.code == "media.clip-rate" && error?.report.kind == .badInput)
    #expect(folder.contents == ["good.mp4", "slow.mp4"])
  }

  @Test func `wrong options are refused`() async throws {
    let clip = JoinClip(folder / "clip.mp4")
    try NumberedClip(count: 5).make(clip.file)
    let cut = JoinClip(clip.file, contentRect: PixelRect(x: 300, y: 0, width: 21, height: 20))
    let long = try #require(Rational("0.2"))
    for (clips, name, options, code) in [
      ([], "out.mp4", JoinOptions(), "media.no-clips"), ([clip], "out.avi", JoinOptions(), "media.format"),
      ([clip], "out.mp4", JoinOptions(codec: .vp9), "media.codec"),
      ([clip], "out.mp4", JoinOptions(quality: 19), "media.quality"),
      ([clip], "out.mp4", JoinOptions(frames: 0), "media.frames"),
      ([clip], "out.mp4", JoinOptions(fps: .zero), "media.rate"),
      ([cut], "out.mp4", JoinOptions(), "media.content-rect"),
      ([clip, clip], "out.mp4", JoinOptions(seam: .crossfade(long.plus(long) ?? long)), "media.clip-too-short"),
    ] {
      let error = await #expect(throws: MediaError.self) {
        try await ClipJoiner.join(clips, to: folder / name, options: options)
      }
      #expect(error?.report.code == code)
    }
    #expect(folder.contents == ["clip.mp4"])
  }

  @Test func `cancelling stops at once and leaves nothing`() async throws {
    let clip = JoinClip(folder / "clip.mp4")
    try NumberedClip(size: "640x360", count: 400).make(clip.file)
    let out = folder / "out.mp4"
    await #expect(throws: CancellationError.self) {
      try await Canceller().run { _ = try await ClipJoiner.join([clip, clip, clip, clip], to: out, progress: $0) }
    }
    #expect(folder.contents == ["clip.mp4"])
  }

  private func brightness(_ url: URL, frame: Int, crop: String) throws -> Double {
    let outcome = try Command.run(
      "ffmpeg",
      [
        "-v", "error", "-i", url.path, "-vf", "select='eq(n,\(frame))',crop=\(crop),scale=1:1:flags=area,format=gray",
        "-frames:v", "1", "-f", "rawvideo", "-",
      ])
    return Double(try #require(outcome.stdout.first))
  }
}

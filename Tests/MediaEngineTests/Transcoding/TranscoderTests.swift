import Foundation
import MediaBasics
import MediaEngine
import Synchronization
import TestSupport
import Testing

@Suite struct `Transcoding` {
  private let folder: TemporaryFolder
  private let input: URL

  init() throws {
    folder = try TemporaryFolder()
    input = folder / "in.mp4"
  }

  @Test(arguments: [
    ("out.mp4", VideoCodec?.none, "h264", "aac"), ("out.mp4", .hevc, "hevc", "aac"), ("out.webm", nil, "vp9", "opus"),
    ("out.webm", .av1, "av1", "opus"),
  ])
  func `each codec keeps every frame, the rate, the sound and its length`(
    name: String, codec: VideoCodec?, video: String, audio: String
  ) async throws {
    try NumberedClip(fps: "24000/1001", count: 30, tone: 500).make(input)
    let out = folder / name
    let report = try await Transcoder.transcode(input, to: out, options: TranscodeOptions(codec: codec))
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<30))
    #expect(
      try FFmpeg.probe(out, "codec_name,pix_fmt,color_range,color_space").split(separator: "\n") == [
        Substring(video), "yuv420p", "tv", "bt709",
      ])
    #expect(try FFmpeg.probe(out, "codec_name", stream: "a:0") == audio)
    #expect(abs(try SoundJudge.sampleCount(out) - 60_060) < 1100)
    #expect(try FFmpeg.probe(out, "avg_frame_rate") == "24000/1001")
    let times = try FFmpeg.times(out)
    #expect(zip(times.dropFirst(), times).allSatisfy { abs($0 - $1 - 1001.0 / 24000) < 0.0011 })
    #expect(report.frames == 30 && abs(report.seconds - 1.25125) < 1e-9)
    #expect(report.bytes == Int64(try Data(contentsOf: out).count))
  }

  @Test func `one decode gives several files, each in its container's codec or the asked one`() async throws {
    try NumberedClip(count: 30, tone: 500).make(input)
    let files = [folder / "a.mp4", folder / "b.webm"]
    let options = TranscodeOptions(codec: .hevc, size: PixelSize(width: 160, height: 90))
    let reports = try await Transcoder.transcode(input, to: files, options: options)
    #expect(reports.map(\.codec) == [.hevc, .vp9] && reports.map(\.output) == files.map(\.path))
    for (file, report) in zip(files, reports) {
      #expect(try BarcodeClip.numbers(of: file) == Array(0..<30))
      #expect(try FFmpeg.probe(file, "width,height").split(separator: "\n") == ["160", "90"])
      #expect(try SoundJudge.frequencies(file, at: [0.6]) == [500])
      #expect(report.bytes == Int64(try Data(contentsOf: file).count))
    }
  }

  @Test func `an asked codec that no output takes, and two outputs of one name, are refused`() async throws {
    try NumberedClip(count: 3).make(input)
    let (mp4, webm) = (folder / "a.mp4", folder / "b.webm")
    let codec = await #expect(throws: MediaError.self) {
      try await Transcoder.transcode(input, to: [webm, folder / "c.webm"], options: TranscodeOptions(codec: .h264))
    }
    #expect(codec?.report.code == "media.codec")
    let same = await #expect(throws: MediaError.self) { try await Transcoder.transcode(input, to: [mp4, mp4]) }
    #expect(same?.report.message == "Two of the outputs are the same file; the first one is '\(mp4.path)'.")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["in.mp4"])
  }

  @Test func `the last frame has its length, and the index stands in front`() async throws {
    try NumberedClip(fps: "25", count: 10).make(input)
    let out = folder / "out.mp4"
    _ = try await Transcoder.transcode(input, to: out)
    #expect(try FFmpeg.probe(out, "duration") == "0.400000")
    let bytes = try Data(contentsOf: out)
    let index = try #require(bytes.firstRange(of: Data("moov".utf8)))
    #expect(index.lowerBound < (try #require(bytes.firstRange(of: Data("mdat".utf8)))).lowerBound)
    #expect(try FFmpeg.probe(out, "codec_name", stream: "a") == "")
  }

  @Test func `a webm's index stands before its pictures, an mp4's header names its colours`() async throws {
    try NumberedClip(count: 10).make(input)
    let (webm, mp4) = (folder / "out.webm", folder / "out.mp4")
    _ = try await Transcoder.transcode(input, to: webm)
    _ = try await Transcoder.transcode(input, to: mp4)
    let bytes = try Data(contentsOf: webm)
    // Matroska's element ids of Cues and Cluster.
    let cues = try #require(bytes.range(of: Data([0x1C, 0x53, 0xBB, 0x6B]), in: 200..<bytes.count))
    let cluster = try #require(bytes.range(of: Data([0x1F, 0x43, 0xB6, 0x75])))
    #expect(cues.lowerBound < cluster.lowerBound)
    // colr of type nclx: primaries, transfer and matrix 1 (BT.709), limited range.
    let colour = Data("colrnclx".utf8) + Data([0, 1, 0, 1, 0, 1, 0])
    #expect(try Data(contentsOf: mp4).range(of: colour) != nil)
  }

  @Test func `a varying rate becomes constant, and the report says so`() async throws {
    try BarcodeClip.make(
      input,
      [
        "-frames:v", "60", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-vf",
        "setpts='if(lt(N,30),N,30+(N-30)*3)/24/TB'", "-fps_mode", "vfr", "-video_track_timescale", "24000",
      ])
    let out = folder / "out.mp4"
    let report = try await Transcoder.transcode(input, to: out, options: TranscodeOptions(fps: Rational(24)))
    #expect(report.warnings.contains { $0.contains("varies") }, "\(report.warnings)")
    let numbers = try BarcodeClip.numbers(of: out)
    let slow = (30..<60).flatMap { [$0, $0, $0] }
    #expect(Array(numbers.prefix(117)) == Array(0..<30) + slow.prefix(87))
    let times = try FFmpeg.times(out)
    #expect(zip(times.dropFirst(), times).allSatisfy { abs($0 - $1 - 1.0 / 24) < 1e-4 })
  }

  @Test func `rotation and sample shape are applied, and no player turns the result again`() async throws {
    let upright = folder / "upright.mp4"
    try NumberedClip(size: "320x180", count: 3, filters: "setsar=4/3").make(upright)
    try FFmpeg.make(["-i", upright.path, "-c", "copy", "-metadata:s:v", "rotate=90", input.path])
    let out = folder / "out.mp4"
    let report = try await Transcoder.transcode(input, to: out)
    #expect(report.width == 180 && report.height == 426)
    #expect(report.warnings.count == 1, "427 rows are odd: \(report.warnings)")
    #expect(try FFmpeg.probe(out, "width,height,sample_aspect_ratio") == "180\n426\n1:1")
    #expect(try FFmpeg.probe(out, "tags=rotate:stream_side_data=rotation") == "")
    // ffmpeg's own turn is the judge of ours.
    let psnr = try Command.run(
      "ffmpeg",
      [
        "-i", out.path, "-i", input.path, "-lavfi",
        "[1]scale=180:427:flags=bicubic,crop=180:426:0:0,setsar=1,format=gray[b];[0]format=gray[a];[a][b]psnr", "-f",
        "null", "-",
      ])
    let text = try #require(psnr.stderr.split(separator: "average:").last?.split(separator: " ").first)
    let ratio = try #require(Double(text))
    #expect(ratio > 25)
  }

  @Test(arguments: [
    (Fit.contain, PixelRect(x: 60, y: 0, width: 240, height: 180)),
    (.cover, PixelRect(x: 0, y: 0, width: 360, height: 180)),
    (.stretch, PixelRect(x: 0, y: 0, width: 360, height: 180)),
    (.blur, PixelRect(x: 60, y: 0, width: 240, height: 180)),
  ])
  func `fits lay the picture where the report says`(fit: Fit, rect: PixelRect) async throws {
    try NumberedClip(size: "160x120", count: 3).make(input)
    let out = folder / "out.mp4"
    let red = Background.color(red: 255, green: 0, blue: 0)
    let report = try await Transcoder.transcode(
      input, to: out,
      options: TranscodeOptions(
        quality: 95, size: PixelSize(width: 360, height: 180), fit: fit, background: red))
    #expect(report.contentRect == rect)
    #expect(try FFmpeg.probe(out, "width,height") == "360\n180")
    let content = folder / "content.mp4"
    try FFmpeg.make([
      "-i", out.path, "-vf", "crop=\(rect.width):\(rect.height):\(rect.x):\(rect.y)", "-c:v", "libx264", "-qp", "0",
      content.path,
    ])
    if fit != .cover { #expect(try BarcodeClip.numbers(of: content) == [0, 1, 2]) }
    let corner = try Command.run(
      "ffmpeg",
      [
        "-v", "error", "-i", out.path, "-frames:v", "1", "-vf", "crop=40:160:4:10,scale=1:1:flags=area", "-f",
        "rawvideo",
        "-pix_fmt", "rgb24", "-",
      ]
    ).stdout
    let isRed = corner[0] > 245 && corner[1] < 10 && corner[2] < 10
    #expect(isRed == (fit == .contain))
  }

  @Test func `bars of an odd width come out to the pixel`() async throws {
    try FFmpeg.make([
      "-f", "lavfi", "-i", "nullsrc=size=91x90:rate=24,format=gray,geq=lum=255", "-frames:v", "1", "-c:v", "libx264",
      "-qp", "0",
      "-pix_fmt",
      "yuv444p", input.path,
    ])
    let out = folder / "out.mp4"
    let report = try await Transcoder.transcode(
      input, to: out,
      options: TranscodeOptions(
        quality: 99, size: PixelSize(width: 160, height: 90), background: .black))
    #expect(report.contentRect == PixelRect(x: 34, y: 0, width: 91, height: 90))
    let row = try Command.run(
      "ffmpeg",
      ["-v", "error", "-i", out.path, "-frames:v", "1", "-vf", "format=gray,crop=160:1:0:45", "-f", "rawvideo", "-"]
    ).stdout
    let bright = row.indices.filter { row[$0] > 128 }
    #expect(bright.first == 34 && bright.last == 124)
  }

  @Test func `the poster is the first frame`() async throws {
    try NumberedClip(first: 5, count: 4).make(input)
    let poster = folder / "poster.png"
    let report = try await Transcoder.transcode(
      input, to: folder / "out.mp4", options: TranscodeOptions(poster: poster))
    #expect(report.poster == poster.relativePath)
    #expect(try BarcodeClip.numbers(of: poster) == [5])
  }

  @Test func `a poster that can't be written is refused before anything is encoded`() async throws {
    try NumberedClip(count: 4).make(input)
    let taken = folder / "taken.png"
    try Data([1]).write(to: taken)
    for (poster, code) in [(folder / "poster.gif", "media.image-extension"), (taken, "file.exists")] {
      let error = await #expect(throws: (any Error).self) {
        try await Transcoder.transcode(input, to: folder / "out.mp4", options: TranscodeOptions(poster: poster))
      }
      #expect((error as? any ReportedError)?.report.code == code)
      #expect(folder.contents == [input.lastPathComponent, "taken.png"].sorted())
    }
    #expect(try Data(contentsOf: taken) == Data([1]))
  }

  @Test func `a higher quality is never smaller`() async throws {
    try FFmpeg.clip(input, seconds: 0.25)
    var sizes: [Int64] = []
    for quality in [20, 40, 60, 80, 95, 99] {
      let report = try await Transcoder.transcode(
        input, to: folder / "out.mp4", options: TranscodeOptions(quality: quality), overwrite: true)
      sizes.append(report.bytes)
    }
    #expect(zip(sizes.dropFirst(), sizes).allSatisfy { $0 > $1 }, "\(sizes)")
  }

  @Test func `a file cut off in the middle is told, or gives what it holds`() async throws {
    try NumberedClip(size: "640x360", count: 48, video: ["-c:v", "libx264", "-movflags", "+faststart"]).make(input)
    let bytes = try Data(contentsOf: input)
    let cut = folder / "cut.mp4"
    try bytes.prefix(bytes.count * 2 / 3).write(to: cut)
    let out = folder / "out.mp4"
    let report = try await Transcoder.transcode(cut, to: out)
    #expect(try FFmpeg.frameCount(out) == report.frames)
    #expect(!report.warnings.isEmpty, "\(report)")
    try bytes.prefix(500).write(to: cut)
    await #expect(throws: MediaError.self) { try await Transcoder.transcode(cut, to: folder / "two.mp4") }
    #expect(folder.contents == ["cut.mp4", "in.mp4", "out.mp4"])
  }

  @Test func `wrong options are refused before anything is written`() async throws {
    try NumberedClip(count: 2).make(input)
    for (name, options, code) in [
      ("out.avi", TranscodeOptions(), "media.format"), ("out", TranscodeOptions(), "media.format"),
      ("out.mp4", TranscodeOptions(codec: .av1), "media.codec"),
      ("out.mp4", TranscodeOptions(quality: 100), "media.quality"),
      ("out.mp4", TranscodeOptions(fps: .zero), "media.rate"),
    ] {
      let error = await #expect(throws: MediaError.self) {
        try await Transcoder.transcode(input, to: folder / name, options: options)
      }
      #expect(error?.report.code == code)
    }
    let error = await #expect(throws: FileError.self) { try await Transcoder.transcode(input, to: input) }
    #expect(error?.report.code == "file.exists")
    #expect(folder.contents == ["in.mp4"])
  }

  @Test func `cancelling stops at once and leaves nothing`() async throws {
    try NumberedClip(size: "640x360", count: 500).make(input)
    let (source, out) = (input, folder / "out.webm")
    await #expect(throws: CancellationError.self) {
      try await Canceller().run { _ = try await Transcoder.transcode(source, to: out, progress: $0) }
    }
    #expect(folder.contents == ["in.mp4"])
  }

  @Test func `progress counts frames up to their total`() async throws {
    try NumberedClip(count: 9).make(input)
    let seen = Seen()
    _ = try await Transcoder.transcode(input, to: folder / "out.mp4") { seen.add($0) }
    #expect(seen.all.map(\.completed) == Array(1...9))
    #expect(seen.all.allSatisfy { $0.total == 9 && $0.unit == .frames })
  }
}

private final class Seen: Sendable {
  private let updates = Mutex<[ProgressUpdate]>([])
  var all: [ProgressUpdate] { updates.withLock { $0 } }
  func add(_ update: ProgressUpdate) { updates.withLock { $0.append(update) } }
}

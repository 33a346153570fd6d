import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct `Joining by packets` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  // Three B-frames whatever the picture: the last frame of 4n + 3 is shown last and decoded before others.
  private static let oneGOP = [
    "-c:v", "libx264", "-preset", "veryfast", "-bf", "3", "-b_strategy", "0", "-g", "250", "-crf", "20",
  ]
  private static let noBFrames = ["-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-g", "250", "-crf", "20"]
  private static let shortGOPs = [
    "-c:v", "libx264", "-preset", "veryfast", "-bf", "2", "-g", "12", "-crf", "20", "-x264-params", "open-gop=1",
  ]

  private func clips(_ counts: [Int], _ video: [String], fps: String = "24", tone: Int? = nil) throws -> [JoinClip] {
    var first = 0
    return try counts.enumerated().map { index, count in
      let url = folder / "clip\(index).mp4"
      try NumberedClip(
        size: "320x180", fps: fps, first: first, count: count, tone: tone.map { $0 * (index + 1) }, video: video
      ).make(url)
      first += count - 1
      return JoinClip(url)
    }
  }

  @Test(arguments: [(oneGOP, "24"), (noBFrames, "25"), (shortGOPs, "30000/1001")])
  func `a dropped frame forces only the frames after the last cut to be encoded again`(
    video: [String], fps: String
  ) async throws {
    let clips = try clips([40, 31, 50], video, fps: fps)
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(clips, to: out)
    #expect(report.mode == .smart, "\(report)")
    #expect(report.frames == 119)
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<119))
    // All but a mini-GOP at each seam is the sources' own, bit for bit.
    let hashes = try FFmpeg.frameHashes(out)
    let sources = try clips.map { try FFmpeg.frameHashes($0.file) }
    let expected = sources[0].dropLast() + sources[1].dropLast() + sources[2]
    let same = zip(hashes, expected).filter { $0 == $1 }.count
    #expect(hashes.count == 119 && same >= 119 - 8, "\(same)")
    #expect(Array(hashes.suffix(50)) == sources[2])
    if video == Self.noBFrames { #expect(same == 119) }
    if video == Self.oneGOP { #expect(same < 119) }
    try expectEvenTimes(out, fps: try #require(Rational(fps)))
  }

  @Test func `without a frame to drop, all packets are copied`() async throws {
    let clips = try clips([20, 30], Self.oneGOP)
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(clips, to: out, options: JoinOptions(seam: .keep))
    #expect(report.mode == .copy)
    let hashes = try FFmpeg.frameHashes(out)
    #expect(hashes == (try FFmpeg.frameHashes(clips[0].file)) + (try FFmpeg.frameHashes(clips[1].file)))
    try expectEvenTimes(out, fps: Rational(24))
  }

  private static let otherCodecs = [
    ("mp4", ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-tag:v", "hvc1"]),
    ("webm", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-crf", "30", "-b:v", "0"]),
    ("webm", ["-c:v", "libsvtav1", "-preset", "12"]),
  ]

  @Test(arguments: otherCodecs)
  func `HEVC, VP9 and AV1 are copied where no frame is to go`(container: String, video: [String]) async throws {
    let (one, two) = (folder / "one.\(container)", folder / "two.\(container)")
    try NumberedClip(count: 20, video: video).make(one)
    try NumberedClip(first: 20, count: 15, video: video).make(two)
    let out = folder / "out.\(container)"
    let report = try await ClipJoiner.join(
      [JoinClip(one), JoinClip(two)], to: out, options: JoinOptions(seam: .keep))
    #expect(report.mode == .copy, "\(report)")
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<35))
    #expect(try FFmpeg.frameHashes(out) == (try FFmpeg.frameHashes(one)) + (try FFmpeg.frameHashes(two)))
    let times = try FFmpeg.times(out)
    #expect(zip(times.dropFirst(), times).allSatisfy { abs($0 - $1 - 1 / 24.0) < 0.0011 })
    #expect(try FFmpeg.probe(out, "codec_name") == (try FFmpeg.probe(one, "codec_name")))
  }

  @Test func `the copied file's index stands in front, and nothing is left of the place kept for it but a free box`()
    async throws
  {
    let out = folder / "out.mp4"
    _ = try await ClipJoiner.join(
      try clips([20, 30], Self.oneGOP, tone: 300), to: out, options: JoinOptions(seam: .keep))
    let bytes = try Data(contentsOf: out)
    let index = try #require(bytes.firstRange(of: Data("moov".utf8)))
    #expect(index.lowerBound < (try #require(bytes.firstRange(of: Data("mdat".utf8)))).lowerBound)
    #expect(bytes[index.upperBound...].firstRange(of: Data("free".utf8)) != nil)
  }

  @Test func `a crossfade forces only the groups around it to be encoded again`() async throws {
    let video = ["-c:v", "libx264", "-preset", "veryfast", "-bf", "2", "-g", "12", "-crf", "20"]
    let clips = try (0..<3).map { index in
      let url = folder / "clip\(index).mp4"
      try NumberedClip(first: 100 * index, count: 48, tone: 400 * (index + 1), video: video).make(url)
      return JoinClip(url)
    }
    let (out, encoded) = (folder / "out.mp4", folder / "encoded.mp4")
    var options = JoinOptions(seam: .crossfade(try #require(Rational("0.25"))))
    let report = try await ClipJoiner.join(clips, to: out, options: options)
    #expect(report.mode == .smart && report.frames == 132, "\(report)")
    options.copiesPackets = false
    #expect(
      try await ClipJoiner.join(clips, to: encoded, options: options).seams.map(\.clip) == report.seams.map(\.clip))
    let numbers = try BarcodeClip.numbers(of: out)
    #expect(numbers.count == 132)
    #expect(Array(numbers[0..<42]) == Array(0..<42))
    #expect(Array(numbers[48..<84]) == Array(106..<142))
    #expect(Array(numbers[90...]) == Array(206..<248))
    let hashes = try FFmpeg.frameHashes(out)
    let sources = try clips.map { try FFmpeg.frameHashes($0.file) }
    #expect(Array(hashes[0..<36]) == Array(sources[0][0..<36]))
    #expect(Array(hashes[54..<78]) == Array(sources[1][12..<36]))
    #expect(Array(hashes[96...]) == Array(sources[2][12...]))
    for frame in [42, 45, 47, 86] {
      let filters = "select=eq(n\\,\(frame))"
      let distance = try Pixels(out, filters: filters).difference(to: Pixels(encoded, filters: filters))
      #expect((distance?.mean ?? 255) < 2, "frame \(frame): \(String(describing: distance))")
    }
    #expect(try SoundJudge.seconds(out) == 5.5)
    #expect(try SoundJudge.frequencies(out, at: [1.6, 2.2, 5]) == [400, 800, 1200])
    try expectEvenTimes(out, fps: Rational(24))
  }

  @Test func `the seam is measured where its GOP is decoded`() async throws {
    let report = try await ClipJoiner.join(try clips([31, 30], Self.oneGOP), to: folder / "out.mp4")
    #expect(report.seams.count == 1 && report.seams[0].droppedFrames == 1)
    #expect((report.seams[0].ssim ?? 0) > 0.95, "\(report)")
  }

  @Test func `a trim ends on exactly the asked frame`() async throws {
    let clips = try clips([31, 31, 31], Self.oneGOP)
    for frames in [1, 29, 30, 31, 40, 59, 60, 87] {
      let out = folder / "out.mp4"
      let report = try await ClipJoiner.join(clips, to: out, options: JoinOptions(frames: frames), overwrite: true)
      #expect(report.mode != .encode && report.frames == frames)
      #expect(try BarcodeClip.numbers(of: out) == Array(0..<frames))
    }
  }

  @Test func `sound is joined without gap and as long as the pictures`() async throws {
    let clips = try clips([24, 25, 25], Self.oneGOP, tone: 400)
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(clips, to: out)
    #expect(report.mode == .smart && report.frames == 72)
    #expect(try SoundJudge.seconds(out) == 3)
    try expectTones(of: out, at: [0.1, 0.95, 1.05, 1.95, 2.05, 2.9])
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<72))
  }

  /// The three clips' tones, each twice; so short a window tells a tone to a hertz or two.
  private func expectTones(of file: URL, at moments: [Double]) throws {
    let found = try SoundJudge.frequencies(file, at: moments)
    #expect(
      found.count == 6 && zip(found, [400, 400, 800, 800, 1200, 1200]).allSatisfy { abs($0 - $1) <= 2 }, "\(found)")
  }

  @Test(arguments: [Seam.drop, .keep])
  func `sound packets are the sources' own but for a few at each seam, and no click is heard`(seam: Seam) async throws
  {
    // The second clip is heard 464 samples early, the third 48 or 96 late.
    let clips = try clips([97, 97, 97], Self.oneGOP, tone: 400)
    let out = folder / "out.mp4"
    let report = try await ClipJoiner.join(clips, to: out, options: JoinOptions(seam: seam))
    let made = Set(try FFmpeg.packetHashes(out, stream: "a:0"))
    for clip in clips {
      let own = try FFmpeg.packetHashes(clip.file, stream: "a:0")
      #expect(own.count > 180)
      // Every packet of a tone is different. At most seven lie too near a seam, on one or on both sides.
      #expect(own.count { !made.contains($0) } <= 14, "\(clip.file.lastPathComponent)")
    }
    #expect(try abs(SoundJudge.seconds(out) - report.seconds) < 0.001)
    #expect(try SoundJudge.largestStep(out) < 1500)
    let seams = [97 / 24.0, (seam == .drop ? 193 : 194) / 24.0]
    let moments = [0.1, seams[0] - 0.05, seams[0] + 0.05, seams[1] - 0.05, seams[1] + 0.05, report.seconds - 0.1]
    try expectTones(of: out, at: moments)
  }

  @Test func `clips that don't match are encoded, and the report says why`() async throws {
    let first = try clips([12], Self.oneGOP)[0]
    let other = folder / "other.mp4"
    for (clip, reason) in [
      (
        NumberedClip(count: 12, video: Self.noBFrames),
        "'\(other.relativePath)' has other parameter sets than the first clip."
      ),
      (NumberedClip(size: "640x360", count: 12), "'\(other.relativePath)' is cut or scaled to 320x180."),
      (NumberedClip(fps: "25", count: 12), "'\(other.relativePath)' has 25 frames a second, the output 24."),
      (
        NumberedClip(count: 12, video: ["-c:v", "mpeg4", "-q:v", "2"]),
        "'\(other.relativePath)' is mpeg4, which isn't copied."
      ),
    ] {
      try clip.make(other)
      let report = try await ClipJoiner.join([first, JoinClip(other)], to: folder / "out.mp4", overwrite: true)
      #expect(report.mode == .encode)
      #expect(report.encodedBecause == reason)
    }
    let variable = try ClipStore.clip("variable.mp4")
    let report = try await ClipJoiner.join([first, JoinClip(variable)], to: folder / "out.mp4", overwrite: true)
    #expect(report.encodedBecause == "'\(variable.relativePath)' has a variable rate.")
  }

  private func expectEvenTimes(_ url: URL, fps: Rational) throws {
    #expect(
      try FFmpeg.probe(url, "r_frame_rate,avg_frame_rate").split(separator: "\n").allSatisfy {
        Rational(String($0)) == fps
      })
    let times = try FFmpeg.times(url)
    #expect(times.first == 0)
    #expect(zip(times.dropFirst(), times).allSatisfy { abs($0 - $1 - 1 / fps.doubleValue) < 1e-4 })
  }
}

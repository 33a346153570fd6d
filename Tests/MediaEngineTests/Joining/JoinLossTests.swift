import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// What a join or a transcode can't keep is told.
@Suite struct `What is lost is told` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `channels and frequencies of sound`() async throws {
    let (surround, stereo, out) = (folder / "surround.mkv", folder / "stereo.mp4", folder / "out.mp4")
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=24:duration=1", "-f", "lavfi", "-i",
      "anoisesrc=r=96000:d=1,aformat=channel_layouts=5.1", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "flac",
      surround.path,
    ])
    try NumberedClip(size: "64x64", tone: 440).make(stereo)
    let expected = [
      "'\(surround.relativePath)' has 6 channels of sound; they are mixed down to 2 (stereo).",
      "'\(surround.relativePath)' has sound at 96000 Hz; it is brought to 48000 Hz.",
    ]
    let joined = try await ClipJoiner.join([JoinClip(surround), JoinClip(stereo)], to: out)
    #expect(joined.warnings.filter { $0.contains("sound") } == expected)
    #expect(try FFmpeg.probe(out, "channels", stream: "a:0") == "2")
    let files = [folder / "a.mp4", folder / "b.webm"]
    let made = try await Transcoder.transcode(surround, to: files)
    #expect(made[0].warnings.filter { $0.contains("sound") } == expected)
    let plain = try await ClipJoiner.join([JoinClip(stereo), JoinClip(stereo)], to: out, overwrite: true)
    #expect(!plain.warnings.contains { $0.contains("sound") })
  }

  @Test(arguments: [("bt2020", "bt2020nc"), ("smpte432", "bt709")])
  func `wider colours`(primaries: String, matrix: String) async throws {
    let (clip, out) = (folder / "wide.mp4", folder / "out.mp4")
    try NumberedClip(
      size: "64x64",
      video: [
        "-c:v", "libx264", "-color_primaries", primaries, "-color_trc", "bt709", "-colorspace", matrix,
      ]
    ).make(clip)
    let warning =
      "'\(clip.relativePath)' has the wider colours of \(primaries); they are taken for BT.709's and look paler than they are."
    #expect(try await Transcoder.transcode(clip, to: out).warnings.contains(warning))
    let options = JoinOptions(seam: .keep, copiesPackets: false)
    let joined = try await ClipJoiner.join(
      [JoinClip(clip), JoinClip(clip)], to: out, options: options, overwrite: true)
    #expect(joined.warnings.contains(warning))
    let copied = try await ClipJoiner.join(
      [JoinClip(clip), JoinClip(clip)], to: out, options: JoinOptions(seam: .keep), overwrite: true)
    #expect(copied.mode == .copy && !copied.warnings.contains(warning))
    #expect(try FFmpeg.probe(out, "color_primaries") == primaries)
  }

  @Test func `interlaced clips are copied whole, and not joined by frames encoded between`() async throws {
    let (clip, out) = (folder / "woven.mp4", folder / "out.mp4")
    try NumberedClip(
      count: 48,
      video: ["-c:v", "libx264", "-bf", "2", "-g", "12", "-crf", "12", "-flags", "+ildct+ilme", "-top", "1"]
    ).make(clip)
    #expect(
      try await MediaProbe.info(of: clip).warnings.contains(
        "The video is interlaced: each frame holds two moments, woven, so what moves shows combs."))
    let clips = [JoinClip(clip), JoinClip(clip)]
    let kept = try await ClipJoiner.join(clips, to: out, options: JoinOptions(seam: .keep))
    #expect(kept.mode == .copy)
    let joined = try await ClipJoiner.join(clips, to: out, overwrite: true)
    #expect(joined.mode == .encode)
    #expect(joined.encodedBecause?.hasPrefix("The clips are interlaced") == true)
    #expect(try BarcodeClip.numbers(of: out) == Array(0..<48) + Array(1..<48))
    #expect(Set(try Self.interlacing(out)) == ["0"])
  }

  private static func interlacing(_ file: URL) throws -> [String] {
    try Command.output(
      "ffprobe",
      [
        "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=interlaced_frame", "-of",
        "default=noprint_wrappers=1:nokey=1", file.path,
      ]
    ).split(separator: "\n").map(String.init)
  }
}

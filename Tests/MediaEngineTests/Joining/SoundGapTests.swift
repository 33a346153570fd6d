import Foundation
import MediaEngine
import TestSupport
import Testing

@Suite struct `Gaps in sound` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func make(_ url: URL, sound: String, _ arguments: [String]) throws {
    try FFmpeg.make(
      ["-f", "lavfi", "-i", "testsrc=s=64x64:r=24:d=4", "-f", "lavfi", "-i", "aevalsrc='\(sound)':s=48000:d=4"]
        + arguments + [url.path])
  }

  @Test func `what follows lost packets is heard at its own time`() async throws {
    let (whole, gappy, out) = (folder / "tick.mp4", folder / "tick.mkv", folder / "out.mp4")
    let ticks = #"0.8*lt(mod(t\,1)\,0.01)*sin(2*PI*1000*t)"#
    try make(whole, sound: ticks, ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"])
    try FFmpeg.make(["-i", whole.path, "-c", "copy", "-bsf:a", #"noise=drop=between(n\,70\,72)"#, gappy.path])
    _ = try await Transcoder.transcode(gappy, to: out)
    let found = try SoundJudge.onsets(out)
    try #require(found.count == 4, "\(found)")
    for (second, time) in found.enumerated() { #expect(abs(time - Double(second)) < 0.005, "\(found)") }
  }

  @Test(arguments: [
    ("t.flv", "-c:v libx264 -pix_fmt yuv420p -c:a aac -ar 44100"),
    ("t.mkv", "-c:v libx264 -pix_fmt yuv420p -c:a aac -ar 44100"),
    ("v.mkv", "-c:v libx264 -pix_fmt yuv420p -c:a libvorbis -ar 44100"),
    ("t.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus"),
  ])
  func `sound whose times are milliseconds has no clicks`(name: String, arguments: String) async throws {
    let (input, out) = (folder / name, folder / "out.mp4")
    try make(input, sound: "0.5*sin(2*PI*440*t)", arguments.split(separator: " ").map(String.init))
    _ = try await Transcoder.transcode(input, to: out)
    #expect(try SoundJudge.largestStep(out, skipping: 0.1) < SoundJudge.largestStep(input, skipping: 0.1) * 5 / 4)
    #expect(try SoundJudge.frequencies(out, at: [0.5, 1.7, 2.9, 3.6]) == [440, 440, 440, 440])
  }
}

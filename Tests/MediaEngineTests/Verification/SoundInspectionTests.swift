import Foundation
import MediaEngine
import TestSupport
import Testing

@Suite struct `Verifying sound` {
  @Test func `damaged packets of sound fail the decode check with their number`() async throws {
    let folder = try TemporaryFolder()
    let (sound, damaged) = (folder / "sound.mp4", folder / "damaged.mp4")
    try NumberedClip(count: 72, tone: 440).make(sound)
    try FFmpeg.make([
      "-i", sound.path, "-c", "copy", "-bsf:a", #"noise=amount=if(between(n\,30\,60)\,5\,0)"#, damaged.path,
    ])
    let right = try await Verifier.verify(sound, Expectation(decode: true))
    #expect(right.ok, "\(right.checks)")
    let wrong = try await Verifier.verify(damaged, Expectation(decode: true))
    let check = try #require(wrong.checks.last)
    #expect(!wrong.ok && check.name == "decode" && !check.ok)
    let text = try #require(
      check.actual.firstMatch(of: /72 frames decoded, (\d+) of (\d+) packets of sound undecodable/))
    let number = try #require(Int(text.1))
    #expect((1...31).contains(number))
    #expect(try Int(text.2) == FFmpeg.packetHashes(sound, stream: "a:0").count)
    #expect(try await Verifier.verify(damaged, Expectation()).ok)
  }
}
